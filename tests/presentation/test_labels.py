from pipeline.presentation import labels


def test_every_label_says_something_in_both_languages() -> None:
    for group in (labels.PAGES, labels.LANES, labels.KINDS, labels.FIELDS, labels.VALUES):
        for name, pair in group.items():
            assert len(pair) == 2, name
            assert all(label.strip() == label and label for label in pair), name
