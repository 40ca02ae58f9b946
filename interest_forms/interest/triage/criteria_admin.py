"""The coordinators' list of what their group asks of an object."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.roles import COORDINATES
from interest_forms.interest.triage import scores
from interest_forms.models import Criterion, ExpressionOfInterest


@admin.register(Criterion)
class CriterionAdmin(OwnedAdmin, TranslationAdmin):
    """Criteria of her groups. A changed weight weighs anew what was scored by it."""

    changed_by = added_by = deleted_by = COORDINATES
    is_saved_by_action = True
    stays_with_group = True
    list_display = ["name", "weight", "position", "group"]
    list_filter = [("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["name"]
    ordering = ["group", "position", "pk"]
    fields = ["group", "name", "weight", "position"]

    def save_model(self, request, obj, form, change):
        scores.save_criterion(obj, by=request.user)

    def delete_model(self, request, obj):
        self.delete_queryset(request, Criterion.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        scored = list(queryset.values_list("scores__form", flat=True).distinct())
        queryset.delete()
        for form in ExpressionOfInterest.objects.filter(pk__in=scored):
            scores.weigh(form)
