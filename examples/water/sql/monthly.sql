-- One row per place and month that has readings. Means go through decimals, so that a half is a half and is rounded up.
with current as (
  -- Of each place and day what was said last.
  select * from readings qualify row_number() over (partition by place, date order by _offset desc) = 1
), months as (
  select
    place,
    date_trunc('month', date)::date as month,
    avg(mean) as mean,
    max(mean) as max,
    max(sd) as max_sd
  from current
  group by all
)
select
  place,
  year(month)::integer as year,
  month(month)::integer as month,
  round(mean::decimal(18, 9), 2)::double as mean_temperature,
  max as max_temperature,
  max_sd,
  -- To the last month that has readings, which need not be the one before.
  round((max - lag(max) over earlier)::decimal(18, 9), 3)::double as max_difference,
  strftime(lag(month) over earlier, '%Y-%m') as compared_with,
  (date_diff('month', lag(month) over earlier, month) - 1)::integer as gap_months
from months
window earlier as (partition by place order by months.month)
order by place, year, month
