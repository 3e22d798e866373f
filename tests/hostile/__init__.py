"""What no input and no moment may do to a run: the tests of the reliability plan, by its numbers.

Size S runs with all other tests; size M, about an hour on two idle cores, figures included, with one command:

    CONGVAN_SIZE=M python -m pytest -s tests/hostile tests/test_cluster.py

| plan | test | S | M |
|---|---|---|---|
| 1 hostile corpus | test_crowds: test_the_hostile_corpus | texts, names, file system | all 709 items |
| 2 chaos counts | test_crowds: test_chaos | 100 files | 1,000 |
| 3 kill at random | test_kills: test_killed_at_random | 5 points | 50, 300 files |
| 4 kill at fail points | test_kills: test_killed_at_each_statement | 2 passings | until it gets through |
| 4 kill at calls to the system | test_faults: test_calls_that_fail (kill) | 4 passings | until it gets through |
| 5 full disk | test_kills: test_a_disk_that_fills, test_a_small_disk | 5 steps | 24 |
| 5 I/O errors | test_faults: test_calls_that_fail (once, always) | 4 calls | all calls |
| 6 memory of the parent | test_faults: test_a_parent_without_memory | 2 steps | 10 |
| 7 two runs | test_kills: test_two_at_once | the same | the same |
| 8 read-only | test_kills: test_read_only, test_a_medium_that_cannot_be_written | 20 and 10 files | 20 and 100 |
| 9 moving files | test_crowds: test_moving_files | 4 s | 60 s |
| 10 soak | test_crowds: test_soak; tests.bench.crowd | 400 files | 10,000 |
| 11 limits | test_crowds: test_limits; tests/ingest, tests/extract/test_limits.py for those of each format | the same | the same |
| 12 linear time | test_properties: test_time_grows_with_length | 48 kB | 600 kB |
| 13 properties | test_properties: the others | 40 examples | 2,000 |
| 14 fuzz | tests.hostile.fuzz; test_properties: test_found_before | what was found | 10 minutes |
| 15 outputs | test_outputs | the same | the same |
| 16 query guard, web view | tests/store/test_guard.py, tests/test_web.py | the same | the same |
| 17 no network, no writes | test_crowds: test_the_hostile_corpus, by an audit hook | a part | all |
| 17 the same | test_faults: test_what_the_system_is_asked_for, by strace | a part | all |
| 22 silent loss | tests/ingest/docx, tests/ingest/pdf | the same | the same |
| 23 recognition | tests/ingest/ocr | the same | the same |
| 24 cluster | tests/test_cluster.py: test_lost_workers_lose_nothing | 1 killed | 20 killed |

Not here: 18 mutation, 19 coverage, 20 comparison of versions; 21 upgrade, since a database of another version is refused.
"""
