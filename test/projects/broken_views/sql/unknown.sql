select place
from readings
join statoins using (place)
