create table product (
  id integer primary key,
  name text not null,
  price_cents integer not null check (price_cents >= 0),
  stock integer not null default 0
);

insert into product (name, price_cents, stock) values
  ('Postcard "Storm"', 150, 320),
  ('Brass lantern', 4900, 7),
  ('Model lighthouse', 2450, 0);

-- What must be ordered again, dearest first
select name, price_cents / 100.0 as price
from product
where stock < 10
order by price_cents desc;
