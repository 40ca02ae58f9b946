from django.conf import settings
from django.urls import path, register_converter

from events import views
from events.calendar.views import CalendarPage, EventList
from events.feeds import views as feeds
from events.meetings.views import SeriesDetail
from events.printing.views import poster_file
from events.registration.views import RegistrationCreate, RegistrationDetail
from events.sessions.views import portrait
from events.visits.views import VisitReportPage


class LanguageCode:
    """One of the languages that pages are written in."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(LanguageCode, "language")

app_name = "events"
urlpatterns = [
    path("calendar/", CalendarPage.as_view(), name="calendar"),
    path("events/", EventList.as_view(), name="event-list"),
    path(
        "events/<slug:slug>-<int:pk>/", views.EventDetail.as_view(), name="event-detail"
    ),
    path("events/<slug:slug>-<int:pk>.ics", feeds.event_file, name="event-file"),
    path(
        "register/<int:pk>/", RegistrationCreate.as_view(), name="registration-create"
    ),
    path(
        "registrations/<str:token>/",
        RegistrationDetail.as_view(),
        name="registration-detail",
    ),
    path("visits/<slug:token>/", VisitReportPage.as_view(), name="visit-report"),
    path("series/<slug:slug>-<int:pk>/", SeriesDetail.as_view(), name="series-detail"),
    path("traditions/", views.TraditionList.as_view(), name="tradition-list"),
    path(
        "traditions/<slug:slug>-<int:pk>/",
        views.TraditionDetail.as_view(),
        name="tradition-detail",
    ),
]
# Files for programs: they stand beside the pages and name their language themselves.
file_urlpatterns = [
    path("feeds/<language:language>/events.ics", feeds.events_feed, name="events-feed"),
    path("posters/<int:pk>-<slug:digest>.pdf", poster_file, name="poster"),
    path("media/speakers/<int:pk>-<slug:digest>.webp", portrait),
]
