-- Processors and a graphics card that every installation starts with: those of the sample offers.
-- Cores, threads, watts and years are as their makers publish them. The marks are round figures.
alter table cpu no force row level security;
alter table gpu no force row level security;

insert into cpu (name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, release_year, source)
values
    ('Intel Core i5-6500T', 'Intel', 4, 4, 35, 4800, 1750, 2015, 'approximate'),
    ('Intel Core i5-8500T', 'Intel', 6, 6, 35, 7700, 2000, 2018, 'approximate'),
    ('Intel Core i7-8700T', 'Intel', 6, 12, 35, 10200, 2300, 2018, 'approximate'),
    ('Intel Core i5-9500T', 'Intel', 6, 6, 35, 8100, 2150, 2019, 'approximate'),
    ('Intel Core i5-10500T', 'Intel', 6, 12, 35, 10100, 2300, 2020, 'approximate'),
    ('Intel Core i7-10700T', 'Intel', 8, 16, 35, 12900, 2600, 2020, 'approximate'),
    ('Intel Core i3-12100T', 'Intel', 4, 8, 35, 12500, 3250, 2022, 'approximate'),
    ('Intel Core i5-12500T', 'Intel', 6, 12, 35, 16300, 3450, 2022, 'approximate'),
    ('Intel Core i7-12700T', 'Intel', 12, 20, 35, 21100, 3550, 2022, 'approximate'),
    ('Intel Core i5-13500T', 'Intel', 14, 20, 35, 22600, 3600, 2023, 'approximate'),
    ('Intel Core i7-13700H', 'Intel', 14, 20, 45, 26200, 3600, 2023, 'approximate'),
    ('Intel N97', 'Intel', 4, 4, 12, 5900, 2050, 2023, 'approximate'),
    ('Intel N100', 'Intel', 4, 4, 6, 5400, 1900, 2023, 'approximate'),
    ('Intel Core i3-N305', 'Intel', 8, 8, 15, 9600, 2100, 2023, 'approximate'),
    ('Intel Core Ultra 5 125H', 'Intel', 14, 18, 28, 20800, 3400, 2023, 'approximate'),
    ('AMD Ryzen 5 PRO 3400GE', 'AMD', 4, 8, 35, 8800, 2250, 2019, 'approximate'),
    ('AMD Ryzen 5 PRO 4650GE', 'AMD', 6, 12, 35, 15300, 2600, 2020, 'approximate'),
    ('AMD Ryzen 5 PRO 5650GE', 'AMD', 6, 12, 35, 18200, 3200, 2021, 'approximate'),
    ('AMD Ryzen 5 5560U', 'AMD', 6, 12, 15, 15200, 2850, 2021, 'approximate'),
    ('AMD Ryzen 7 5800H', 'AMD', 8, 16, 45, 20700, 3000, 2021, 'approximate'),
    ('AMD Ryzen 7 6800H', 'AMD', 8, 16, 45, 23000, 3200, 2022, 'approximate'),
    ('AMD Ryzen 7 7840HS', 'AMD', 8, 16, 54, 28600, 3750, 2023, 'approximate'),
    ('AMD Ryzen 9 7940HS', 'AMD', 8, 16, 54, 30000, 3850, 2023, 'approximate'),
    ('Apple M2', 'Apple', 8, 8, null, 15600, 3900, 2022, 'approximate')
on conflict (name) do nothing;

insert into gpu (name, manufacturer, gpu_mark, source)
values
    ('NVIDIA T600 LP', 'NVIDIA', 6400, 'approximate')
on conflict (name) do nothing;

alter table cpu force row level security;
alter table gpu force row level security;
