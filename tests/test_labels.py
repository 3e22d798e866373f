from pipeline import labels


def test_every_label_says_something_in_both_languages() -> None:
    for group in (labels.PAGES, labels.LANES, labels.KINDS, labels.FIELDS, labels.VALUES):
        for name, labels in group.items():
            assert len(labels) == 2, name
            assert all(label.strip() == label and label for label in labels), name
