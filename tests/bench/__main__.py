"""`make bench`: figures that are printed, not asserted."""

from . import bench_matching, bench_report_list

bench_matching.main()
bench_report_list.main()
