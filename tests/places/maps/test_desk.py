"""An editor brings a sheet from its scan to the visitors, without any script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hub.shared import memory
from places.models import GroundControlPoint, HistoricMap
from tests.factories import HistoricMapFactory, MembershipFactory
from tests.places.maps.sheets import CORNERS, drawn_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings):
    """Signed in; what is asked of the worker is done at once."""
    settings.CELERY_TASK_ALWAYS_EAGER = True
    member = MembershipFactory(role="editor")
    client.force_login(member.user)
    client.group = member.group
    return client


def address(door, *args):
    return reverse(f"admin:places_historicmap_{door}", args=args)


def rows_of(ties, **more):
    """What the browser sends of the table of points."""
    rows = [(tie.x, tie.y, tie.lon, tie.lat) for tie in ties]
    sent = {"form-TOTAL_FORMS": len(rows) + 1, "form-INITIAL_FORMS": 0}
    for number, row in enumerate([*rows, ("", "", "", "")]):
        names = ("x", "y", "lon", "lat")
        sent |= {
            f"form-{number}-{name}": value
            for name, value in zip(names, row, strict=True)
        }
    return {**sent, "transformation": "polynomial1", **more}


def words_of(group):
    return {"title_bg": "План на Самоков", "group": group.pk, "rights": "pdm"}


def send_scan(client, sheet, content, name="план.png"):
    url = address("scan", sheet.pk)
    return client.post(url, {"scan": SimpleUploadedFile(name, content)}, follow=True)


def test_editor_brings_a_sheet_to_the_visitors(
    editor, django_capture_on_commit_callbacks
):
    def sent(url, data):
        with django_capture_on_commit_callbacks(execute=True):
            return editor.post(url, data, follow=True)

    sent(address("add"), {**words_of(editor.group), "dated": "около 1912"})
    sheet = HistoricMap.objects.get()
    assert (sheet.slug, str(sheet.dated.edtf)) == ("plan-na-samokov", "1912~")
    with django_capture_on_commit_callbacks(execute=True):
        send_scan(editor, sheet, drawn_sheet())
    page = editor.get(address("points", sheet.pk))
    assert "600" in page.content.decode()

    sent(address("points", sheet.pk), rows_of(CORNERS, make="1"))

    sheet.refresh_from_db()
    tile = tile_url(sheet)
    assert editor.get(tile).status_code == 404
    memory.forget_all()
    sent(address("show", sheet.pk), {})
    answer = editor.get(tile)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert (
        editor.get(tile, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    )
    assert (
        editor.get(f"/tiles/maps/{sheet.slug}/{sheet.max_zoom}/0/0.webp").status_code
        == 204
    )
    assert editor.get(f"/tiles/maps/{sheet.slug}/3/8/0.webp").status_code == 404

    sent(address("show", sheet.pk), {})
    memory.forget_all()
    assert editor.get(tile).status_code == 404


def tile_url(sheet):
    """A tile of the smallest zoom: it holds the middle of the sheet."""
    middle = sheet.area.centroid.transform(3857, clone=True)
    edge, zoom = 20037508.342789244, sheet.min_zoom
    size = 2 * edge / 2**zoom
    x, y = int((middle.x + edge) / size), int((edge - middle.y) / size)
    return f"/tiles/maps/{sheet.slug}/{zoom}/{x}/{y}.webp"


def test_file_that_is_no_scan_is_refused_at_once(editor):
    sheet = HistoricMapFactory(group=editor.group)

    page = send_scan(editor, sheet, b"GIF89a")

    assert "Това не е файл JPEG, PNG или TIFF." in page.content.decode()
    sheet.refresh_from_db()
    assert (sheet.sha256, sheet.work) == ("", "")


def test_wrong_points_are_told_beside_their_row_and_kept_in_the_form(editor):
    sheet = HistoricMapFactory(group=editor.group, width=600, height=400)
    data = rows_of(CORNERS)
    data["form-1-x"], data["form-2-lat"] = "601", "север"

    page = editor.post(address("points", sheet.pk), data)

    assert page.status_code == 422
    errors = [form.errors.keys() for form in page.context["points"]]
    assert [set(one) for one in errors] == [set(), {"x"}, {"lat"}, set(), set()]
    assert 'value="601"' in page.content.decode()
    assert not GroundControlPoint.objects.exists()


def test_same_spot_twice_is_refused(editor):
    sheet = HistoricMapFactory(group=editor.group, width=600, height=400)

    page = editor.post(address("points", sheet.pk), rows_of([*CORNERS, CORNERS[0]]))

    assert len(page.context["points"].non_form_errors()) == 1


def test_errors_of_each_point_are_shown(editor):
    sheet = HistoricMapFactory(group=editor.group, width=600, height=400)

    page = editor.post(address("points", sheet.pk), rows_of(CORNERS), follow=True)

    misses = [miss for _form, miss in page.context["rows"] if miss]
    assert len(misses) == 4
    assert max(miss.residual.metres for miss in misses) < 0.01
    assert max(miss.left_out.pixels for miss in misses) < 0.01


def test_edge_of_an_annotation_is_told_goes_out_again_and_can_be_forgotten(editor):
    sheet = HistoricMapFactory(group=editor.group, width=600, height=400)
    editor.post(address("points", sheet.pk), rows_of(CORNERS))
    url = address("annotation", sheet.pk)
    corners = "10,10 590,10 590,390"
    content = editor.get(url).content.replace(
        b"0,0 600,0 600,400 0,400", corners.encode()
    )

    editor.post(url, {"annotation": SimpleUploadedFile("a.json", content)})

    page = editor.get(address("points", sheet.pk)).content.decode()
    assert "[[10.0, 10.0], [590.0, 10.0], [590.0, 390.0]]" in page
    assert 'name="margins"' in page
    assert corners in editor.get(url).content.decode()
    editor.post(address("points", sheet.pk), rows_of(CORNERS))
    assert corners in editor.get(url).content.decode()

    editor.post(address("points", sheet.pk), rows_of(CORNERS, margins="on"))

    assert corners not in editor.get(url).content.decode()


def test_spline_with_too_few_points_says_how_many_more_or_what_else(editor):
    sheet = HistoricMapFactory(group=editor.group, width=600, height=400)
    data = rows_of(CORNERS, transformation="thinPlateSpline", make="1")

    page = editor.post(address("points", sheet.pk), data, follow=True)

    assert page.redirect_chain[-1][0] == address("points", sheet.pk)
    told = "липсват 2 точки. Поставете ги или изберете"
    assert told in page.content.decode()
    assert told in editor.get(address("change", sheet.pk)).content.decode()
    sheet.refresh_from_db()
    assert (sheet.work, sheet.points.count()) == ("", 4)


def test_annotation_replaces_the_points_and_a_wrong_one_leaves_them(editor):
    sheet = HistoricMapFactory(group=editor.group, width=600, height=400)
    editor.post(address("points", sheet.pk), rows_of(CORNERS))
    url = address("annotation", sheet.pk)
    content = editor.get(url).content
    GroundControlPoint.objects.filter(x=10).delete()

    editor.post(url, {"annotation": SimpleUploadedFile("a.json", content)})
    assert sheet.points.count() == 4

    wrong = {"annotation": SimpleUploadedFile("a.json", b"{}")}
    page = editor.post(url, wrong, follow=True).content.decode()
    assert "която можем да прочетем" in page
    assert sheet.points.count() == 4
