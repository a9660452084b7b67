"""PYTHONPATH=path/to/tandem/python python3 -m unittest"""

import unittest

from shouting import measure
from tandem_operator import Sample


class ShoutingTest(unittest.TestCase):
    def test_capitals_are_counted_among_letters(self):
        self.assertEqual(measure(Sample("Ab c!"), {"ignore": []}), {"capital_ratio": 1 / 3, "letters": 3})

    def test_some_words_may_stand_in_capitals(self):
        self.assertEqual(measure(Sample("by NASA"), {"ignore": ["NASA"]})["capital_ratio"], 0)

    def test_nothing_does_not_shout(self):
        self.assertEqual(measure(Sample(""), {"ignore": []}), {"capital_ratio": 0, "letters": 0})


if __name__ == "__main__":
    unittest.main()
