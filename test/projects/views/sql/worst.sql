-- The ten devices with the most errors.
select device, errors from devices order by errors desc limit 10;
