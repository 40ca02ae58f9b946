from django.urls import path

from interest_forms import mail_views, phone_views, takedown_views, views
from interest_forms.interest.receipt import InterestDetail
from interest_forms.interest.views import InterestCreate
from interest_forms.proposals.views import ProposalDetail, TellEvent
from interest_forms.resumable.views import UploadDetail, UploadList
from interest_forms.schedule.views import (
    PublicSchedule,
    ScheduleAnswer,
    crew_calendar,
)

app_name = "interest_forms"
urlpatterns = [
    path("share/", views.PhotoShare.as_view(), name="photo-share"),
    path("share/key/", phone_views.share_key, name="share-key"),
    path("share/shell/", phone_views.PhotoShareShell.as_view(), name="share-shell"),
    path("share/target/", phone_views.share_target, name="share-target"),
    path("receipts/", views.ReceiptLookup.as_view(), name="receipt-lookup"),
    path(
        "receipts/<slug:token>/", views.ReceiptDetail.as_view(), name="receipt-detail"
    ),
    path(
        "receipts/<slug:token>/photos/<int:pk>-<int:width>.webp",
        views.receipt_picture,
        name="receipt-picture",
    ),
    path("mail/<str:signed>/", mail_views.MailLink.as_view(), name="mail"),
    path("takedown/", takedown_views.Takedown.as_view(), name="takedown"),
    path(
        "takedown/<slug:token>/",
        takedown_views.TakedownDetail.as_view(),
        name="takedown-detail",
    ),
    path("interest/schedule/", PublicSchedule.as_view(), name="schedule"),
    path(
        "interest/schedule/<str:signed>/",
        ScheduleAnswer.as_view(),
        name="schedule-answer",
    ),
    path("events/tell/", TellEvent.as_view(), name="event-tell"),
    path("interest/", InterestCreate.as_view(), name="interest-create"),
    path(
        "interest/sent/<slug:token>/", InterestDetail.as_view(), name="interest-detail"
    ),
    path("interest/<slug:call>/", InterestCreate.as_view(), name="interest-call"),
    path("events/tell/<slug:token>/", ProposalDetail.as_view(), name="proposal-detail"),
]
# Spoken by programs, so they have no language of their own.
file_urlpatterns = [
    path("feeds/crews/<slug:token>.ics", crew_calendar, name="crew-calendar")
]
upload_urlpatterns = [
    path("uploads/", UploadList.as_view(), name="upload-list"),
    path("uploads/<slug:token>/", UploadDetail.as_view(), name="upload-detail"),
]
