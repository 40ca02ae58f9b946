import shutil

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from places.photos.imaging import (
    NEAR,
    UnreadableImage,
    fitted,
    hamming,
    make_renditions,
    renditions_for,
    widths_for,
)

ORIENTATION = 0x0112
PRIVATE = (b"Exif", b"http://ns.adobe", b"ICC_PROFILE", b"iCCP", b"JFIF\0\1\2", b"jumb")
COMMENT = b"\xff\xfe"


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures of one size, 0 to 255."""
    both = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return sum(ImageStat.Stat(both).mean) / 3


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    """The pixels a camera would store beside this orientation."""
    ways = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    for way in ways[orientation]:
        picture = picture.transpose(way)
    return picture


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4000, 3000), [320, 640, 1280, 2000]),
        ((2000, 100), [320, 640, 1280, 2000]),
        ((100, 1281), [320, 640, 1280, 2000]),
        ((900, 600), [320, 640, 1280]),
        ((640, 640), [320, 640]),
        ((10, 10), [320]),
    ],
)
def test_widths_go_up_to_the_one_that_holds_the_whole_picture(size, widths):
    assert widths_for(*size) == widths


@pytest.mark.parametrize(
    ("size", "edge", "wanted"),
    [
        ((4000, 3000), 2000, (2000, 1500)),
        ((3000, 4000), 320, (240, 320)),
        ((900, 600), 1280, (900, 600)),
        ((60_000, 10), 320, (320, 1)),
    ],
)
def test_picture_keeps_its_proportions_and_is_never_enlarged(size, edge, wanted):
    assert fitted(*size, edge) == wanted


@pytest.mark.parametrize("size", [(2600, 300), (900, 600), (640, 480), (40, 30)])
def test_renditions_have_the_names_and_sizes_that_were_promised(saved, gallery, size):
    portrait = gallery.make(saved("a.jpg", Image.new("RGB", size, "teal")))

    assert (portrait.width, portrait.height) == size
    promised = renditions_for(*size)
    assert gallery.files() == {f"{width}.{extension}" for width, extension in promised}
    for width, extension in promised:
        assert gallery.open(width, extension).size == fitted(*size, width)


def test_old_readers_get_a_jpeg_of_640_pixels(saved, gallery):
    gallery.make(saved("a.png", Image.new("RGB", (1300, 650), "teal")))

    picture = gallery.open(640, "jpg")

    assert (picture.format, picture.size) == ("JPEG", (640, 320))
    assert picture.info["progressive"]


def test_only_the_kinds_asked_for_are_written(saved, gallery):
    make_renditions(saved("a.jpg"), gallery.path, ["webp"])

    assert gallery.files() == {"320.webp"}


def test_renditions_are_written_over_older_ones(saved, gallery):
    source = saved("a.jpg")
    gallery.make(source)
    gallery.path(320, "webp").write_bytes(b"cut sho")

    gallery.make(source)

    assert gallery.open(320).size == (300, 200)
    assert len(gallery.files()) == 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_picture_stands_upright(saved, gallery, drawing, name, orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    portrait = gallery.make(saved(name, turned(drawing, orientation), exif=exif))

    assert (portrait.width, portrait.height) == (300, 200)
    assert difference(gallery.open(320), drawing) < 4


@pytest.mark.parametrize("orientation", [3, 6])
@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_heif_and_avif_are_turned_once(saved, gallery, drawing, name, orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    # As bytes, or else the HEIF plugin forgets to write the turn that counts.
    source = saved(name, turned(drawing, orientation), exif=exif.tobytes())

    gallery.make(source)

    assert difference(gallery.open(320), drawing) < 5


def test_nonsense_orientation_is_upright(saved, gallery, drawing):
    exif = Image.Exif()
    exif[ORIENTATION] = 77

    gallery.make(saved("a.jpg", exif=exif))

    assert difference(gallery.open(320), drawing) < 4


def test_same_photo_in_eight_orientations_looks_the_same(shared_data, gallery):
    folder = shared_data / "photos" / "orientation"
    portraits, pictures = [], []

    for number in range(1, 9):
        source = folder / f"Landscape_{number}.jpg"
        portraits.append(gallery.make(source, extensions=["jpg"]))
        pictures.append(gallery.open(640, "jpg"))

    assert {portrait.dhash for portrait in portraits} == {portraits[0].dhash}
    assert {(one.width, one.height) for one in portraits} == {(1800, 1200)}
    assert max(difference(pictures[0], other) for other in pictures) < 4


def test_nothing_private_is_left(samples, gallery):
    for name in (
        "Landscape_6.jpg",
        "iphonex_orientation6_gps.webp",
        "fuji_s2pro_eiffel.jpg",
        "exif_in_png.png",
        "gray.jpg",
        "icc_big.jpg",
        "stereo.mpo",
    ):
        gallery.make(samples / name)
        assert_clean(gallery)


@pytest.mark.no_cover  # counted by others; it would take half as long again
def test_nothing_private_is_left_of_any_real_photo(shared_data, gallery):
    # The other formats take long, and are shown above to be clean.
    paths = sorted(shared_data.glob("photos/*/*"))
    clean = 0
    for path in paths:
        shutil.rmtree(gallery.folder, ignore_errors=True)
        try:
            gallery.make(path, extensions=["jpg"])
        except UnreadableImage:
            assert path.parent.name == "broken"
            continue
        assert_clean(gallery)
        clean += 1

    assert clean > 35


def assert_clean(gallery) -> None:
    """No metadata for Pillow, none for who reads the bytes."""
    for path in gallery.folder.rglob("*.*"):
        content = path.read_bytes()
        head = content.partition(b"\xff\xda")[0] if path.suffix == ".jpg" else content
        assert not [word for word in PRIVATE if word in content], path
        assert path.suffix != ".jpg" or COMMENT not in head, path
        with Image.open(path) as picture:
            assert not dict(picture.getexif())
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)


def test_comment_and_metadata_were_there_before(samples):
    with Image.open(samples / "gray.jpg") as picture:
        assert picture.info["comment"]
    with Image.open(samples / "iphonex_orientation6_gps.webp") as picture:
        assert picture.getexif().get_ifd(0x8825)


def test_colours_of_a_profile_are_turned_into_srgb(saved, gallery):
    unfit = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    red = Image.new("RGB", (50, 50), (200, 30, 30))

    gallery.make(saved("a.png", red, icc_profile=swapped_profile()))
    with_profile = gallery.open(320).getpixel((25, 25))
    gallery.make(saved("a.png", red, icc_profile=unfit))
    with_unfit_profile = gallery.open(320).getpixel((25, 25))
    gallery.make(saved("a.png", red, icc_profile=b"no profile at all"))
    with_rubbish = gallery.open(320).getpixel((25, 25))

    assert with_unfit_profile == with_rubbish
    assert with_rubbish == pytest.approx((200, 30, 30), abs=6)
    assert with_profile != pytest.approx((200, 30, 30), abs=12)


def swapped_profile() -> bytes:
    """An sRGB profile whose red and blue primaries have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return (
        profile.replace(b"rXYZ", b"tmp!")
        .replace(b"bXYZ", b"rXYZ")
        .replace(b"tmp!", b"bXYZ")
    )


def test_transparency_becomes_white_paper(saved, gallery):
    glass = Image.new("RGBA", (60, 40), (255, 0, 0, 0))
    glass.paste((0, 0, 255, 255), (30, 0, 60, 40))

    gallery.make(saved("a.png", glass))

    picture = gallery.open(320)
    assert picture.getpixel((10, 20)) == pytest.approx((255, 255, 255), abs=6)
    assert picture.getpixel((50, 20)) == pytest.approx((0, 0, 255), abs=12)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16"])
def test_every_way_of_storing_a_pixel_gives_the_same_picture(saved, gallery, mode):
    grey = Image.new("L", (64, 64), 255)
    grey.paste(0, (0, 0, 32, 64))
    picture = (
        Image.merge("L", [grey]).point(lambda value: value * 256, "I").convert("I;16")
        if mode == "I;16"
        else grey.convert("P").convert("LA")
        if mode == "PA"
        else grey.convert(mode)
    )

    gallery.make(saved("a.png", picture))

    made = gallery.open(320)
    assert made.mode == "RGB"
    assert made.getpixel((8, 32)) == pytest.approx((0, 0, 0), abs=6)
    assert made.getpixel((56, 32)) == pytest.approx((255, 255, 255), abs=6)


def test_middle_grey_of_sixteen_bits_stays_middle_grey(saved, gallery):
    deep = Image.new("I;16", (64, 64), 128 * 256)

    gallery.make(saved("a.png", deep))

    assert gallery.open(320).getpixel((30, 30)) == pytest.approx((128,) * 3, abs=3)


def test_large_transparent_picture_is_shrunk_band_by_band(saved, gallery, monkeypatch):
    size = (4100, 2050)
    glass = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGBA", [glass, glass, glass, Image.new("L", size, 255)])
    monkeypatch.setattr("places.photos.imaging.BAND_PIXELS", 1_000_000)

    gallery.make(saved("a.png", picture, compress_level=1))

    assert difference(gallery.open(2000), glass.resize((2000, 1000))) < 2


def test_print_colours_become_screen_colours(samples, gallery):
    gallery.make(samples / "cmyk.jpg")

    assert gallery.open(320).mode == "RGB"


def test_stereo_picture_shows_its_first_frame(samples, gallery):
    gallery.make(samples / "stereo.mpo")

    with Image.open(samples / "stereo.mpo") as stereo:
        assert stereo.n_frames == 2
        assert difference(gallery.open(640), stereo) < 4


def test_animation_shows_its_first_frame(saved, gallery):
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]

    gallery.make(saved("a.webp", frames[0], save_all=True, append_images=frames[1:]))

    assert gallery.open(320).getpixel((40, 30)) == pytest.approx((255, 0, 0), abs=8)


def test_hash_fits_into_a_signed_bigint_and_knows_copies(saved, gallery, samples):
    original = gallery.make(samples / "Landscape_6.jpg")
    with Image.open(samples / "Landscape_6.jpg") as picture:
        smaller = picture.resize((300, 450)).transpose(Image.Transpose.ROTATE_270)
    copy = gallery.make(saved("copy.webp", smaller, quality=40))
    other = gallery.make(samples / "fuji_s2pro_eiffel.jpg")

    assert -(2**63) <= original.dhash < 2**63
    assert hamming(original.dhash, copy.dhash) <= NEAR
    assert hamming(original.dhash, other.dhash) > NEAR


@pytest.mark.parametrize(
    ("a", "b", "bits"), [(0, 0, 0), (-1, 0, 64), (1, -(2**63), 2), (5, 4, 1)]
)
def test_hashes_differ_in_so_many_bits(a, b, bits):
    assert hamming(a, b) == bits


def test_colour_is_the_commonest_one(saved, gallery):
    picture = Image.new("RGB", (200, 200), (20, 120, 60))
    picture.paste((250, 250, 250), (0, 0, 60, 200))

    colour = gallery.make(saved("a.png", picture)).colour

    assert colour == "#14783c"


def test_portrait_tells_what_the_camera_wrote(samples, gallery):
    camera = gallery.make(samples / "fuji_s2pro_eiffel.jpg").camera

    assert camera.camera == "FUJIFILM FinePixS2Pro"
    assert camera.point == pytest.approx((2.297, 48.8578), abs=1e-4)
