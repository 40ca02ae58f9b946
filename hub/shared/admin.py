"""The one door of tenancy in the admin: every class of ours goes through it."""

from django.contrib import admin
from django.http import Http404


class OwnedAdmin(admin.ModelAdmin):
    """Shows a member of staff the objects of her own action groups, and no others.

    Every related object that can be chosen, searched or listed is scoped the same way
    when its queryset has `managed_by`. What she does not manage does not exist: 404.
    """

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found
