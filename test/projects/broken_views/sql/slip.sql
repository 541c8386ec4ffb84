select place,
  avg(mean
from readings
