/** Rebuilds a table of the staging area from rows of another one. */
const rebuild = (table: string, select: string) =>
  `DROP TABLE IF EXISTS staging.${table};\nCREATE TABLE staging.${table} AS\n${select};`;

/** What the seeded scripts run, by their names. */
export const SCRIPT_CODE: Readonly<Record<string, string>> = {
  'Stage transactions': rebuild(
    'transactions',
    'SELECT * FROM landing.pos_transactions WHERE net_amount IS NOT NULL',
  ),
  'Stage web orders': rebuild('web_orders', 'SELECT * FROM landing.web_orders WHERE customer_id IS NOT NULL'),
  'Stage customers': rebuild('customers', 'SELECT * FROM customers.customers'),
  'Stage products': rebuild(
    'products',
    'SELECT product_id, max(price) AS price FROM products.price_list GROUP BY 1',
  ),
  'Stage loyalty events': rebuild(
    'loyalty_events',
    'SELECT customer_id, joined_on FROM customers.customers WHERE NOT churned',
  ),
  'Build sales mart': rebuild(
    'sales_mart',
    'SELECT store_id, sum(transactions) AS transactions, sum(net_amount) AS net_amount\nFROM sales.daily_sales GROUP BY 1',
  ),
  'Build customer mart': rebuild(
    'customer_mart',
    'SELECT churned, count(*) AS customers FROM customers.customers GROUP BY 1',
  ),
  'Build channel attribution':
    'SELECT campaign_group, sum(spend) AS spend\nFROM marketing.paid_search_spend\nGROUP BY 1;',
  'Build inventory snapshot': rebuild(
    'inventory',
    'SELECT store_id, product_id, max(week) AS week, sum(units) AS units\nFROM models.demand_training GROUP BY 1, 2',
  ),
  'Build loyalty cohorts': rebuild(
    'cohorts',
    'SELECT joined_on, count(*) AS customers FROM customers.customers GROUP BY 1',
  ),
  'Refresh store performance': rebuild(
    'store_performance',
    'SELECT store_id, avg(net_amount) AS net_amount FROM sales.daily_sales GROUP BY 1',
  ),
  'Vacuum analytics schemas': 'VACUUM;\nANALYZE;',
  'Reconcile gift cards': rebuild(
    'gift_cards',
    'SELECT store_id, count(*) AS sales FROM landing.pos_transactions GROUP BY 1',
  ),
  'Check row counts':
    'import civis\n\nprint("Reading the row counts")\nprint("All tables have the expected number of rows")\n',
  'Refresh basket pairs':
    'import civis\n\npairs = civis.io.read_civis("staging.transactions", "Harbor Redshift")\n',
  'Score churn risk': 'import civis\n\nmodel = civis.ml.ModelPipeline.from_existing(train_job_id=0)\n',
  'Score demand by store': 'import civis\n\nmodel = civis.ml.ModelPipeline.from_existing(train_job_id=0)\n',
  'Send anomaly digest': 'import civis\n\nclient = civis.APIClient()\n',
  'Backfill returns 2023':
    'import civis\n\nreturns = civis.io.read_civis("landing.pos_transactions", "Harbor Redshift")\n',
  'Refresh price elasticity':
    'library(civis)\n\nprices <- read_civis("products.price_list", "Harbor Redshift")\n',
  'Publish Monday report': 'library(civis)\n\nrmarkdown::render("monday.Rmd")\n',
  'Publish sales dashboard': 'python publish.py --dashboard sales',
  'Archive raw landing files': 'bash archive.sh --older-than 90',
};
