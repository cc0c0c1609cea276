"""Pictures in few colours: those drawn are exact, smoothed ones close to it."""

import io

import numpy as np
import pytest
from PIL import Image

from dophu.charts.kit.pixels import in_few_colours, png_of

SIZE = 96


def picture(colours):
    """Give the pixels of an image whose rows have so many random colours, and white."""
    some = np.random.default_rng(colours).integers(0, 256, (colours, 3), np.uint8)
    opaque = np.full((SIZE * SIZE, 4), 255, np.uint8)
    at = np.arange(SIZE * SIZE // 2)
    opaque[at, :3] = some[at % colours]
    return opaque


@pytest.mark.parametrize("colours", [1, 2, 96, 255])
def test_up_to_a_palettes_colours_a_picture_is_exact(colours):
    pixels = picture(colours)
    made = in_few_colours(pixels.view("<u4").ravel(), SIZE, SIZE)
    assert made.mode == "P"
    assert (np.asarray(made.convert("RGB")).reshape(-1, 3) == pixels[:, :3]).all()


@pytest.mark.parametrize("most", [16, 128, 256])
def test_of_more_the_most_frequent_are_exact_and_all_are_the_nearest_there_is(most):
    pixels = picture(1000)
    made = in_few_colours(pixels.view("<u4").ravel(), SIZE, SIZE, most)
    palette = np.array(made.getpalette()).reshape(-1, 3)
    shown = np.asarray(made.convert("RGB")).reshape(-1, 3)
    assert len(palette) == most
    assert (shown[SIZE * SIZE // 2 :] == 255).all()
    apart = np.square(pixels[:, None, :3].astype(int) - palette[None]).sum(axis=2)
    own = np.square(pixels[:, :3].astype(int) - shown).sum(axis=1)
    assert (own == apart.min(axis=1)).all()


def test_a_picture_says_its_words_in_any_script_and_its_size_on_paper():
    pixels = picture(3).view("<u4").ravel()
    made = in_few_colours(pixels, SIZE, SIZE)
    png = png_of(made, {"Title": "Ẵm trẻ", "Description": "plain"}, 220)
    read = Image.open(io.BytesIO(png))
    assert read.text == {"Title": "Ẵm trẻ", "Description": "plain"}
    assert round(read.info["dpi"][0]) == 220
    assert png == png_of(made, {"Title": "Ẵm trẻ", "Description": "plain"}, 220)
