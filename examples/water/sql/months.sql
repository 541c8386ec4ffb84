-- What helps whoever asked for a month that is not there.
select
  strftime(min(make_date(year, month, 1)), '%Y-%m') as first_month,
  strftime(max(make_date(year, month, 1)), '%Y-%m') as last_month,
  string_agg(distinct place, ', ' order by place) as places
from monthly
