"""`make bench`: figures that are printed, not asserted."""

from . import bench_list_http, bench_matching, bench_page, bench_report_list, bench_start

bench_matching.main()
bench_start.main()
bench_report_list.main()
bench_list_http.main()
bench_page.main()
