from types import SimpleNamespace

from hub.shared.pictures import picture_html, widths


def photo(**values):
    given = {"token": "ab", "width": 3000, "height": 2000, "colour": "#a3b4c5"}
    return SimpleNamespace(**{"caption": "", **given, **values})


def test_a_picture_is_offered_in_its_real_widths_and_never_enlarged():
    assert widths(3000, 2000) == ((320, 320), (640, 640), (1280, 1280), (2000, 2000))
    assert widths(1500, 3000) == ((320, 160), (640, 320), (1280, 640), (2000, 1000))
    assert widths(900, 600) == ((320, 320), (640, 640), (1280, 900))
    assert widths(200, 100) == ((320, 200),)


def test_a_picture_reserves_its_place_in_its_main_colour():
    html = picture_html(photo(), "100vw")

    assert 'width="3000" height="2000"' in html
    assert 'fill="#a3b4c5"' in html
    assert 'srcset="/media/photos/ab-320.avif 320w, ' in html
    assert 'src="/media/photos/ab-640.jpg"' in html
    assert "style=" not in html


def test_a_caption_is_escaped_and_may_be_left_out():
    described = photo(caption='"><script>')

    assert 'alt="&quot;&gt;&lt;script&gt;"' in picture_html(described, "100vw")
    assert 'alt=""' in picture_html(described, "100vw", alt="")


def test_the_first_picture_of_a_page_is_fetched_at_once():
    assert 'fetchpriority="high"' in picture_html(photo(), "100vw", eager=True)
    assert 'loading="lazy"' in picture_html(photo(), "100vw")


def test_a_photo_without_a_known_colour_has_no_ground():
    assert "<rect" not in picture_html(photo(colour=""), "100vw")
