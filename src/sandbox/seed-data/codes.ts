/** Shared snippets of code: name, type, body, readme, whether it is featured. */
export const CODES = [
  [
    'Top stores by week',
    'Code::Sql',
    "select store_id, date_trunc('week', sold_on) as week, sum(net_amount) as net\nfrom sales.daily_sales\ngroup by 1, 2\norder by 2 desc, 3 desc;",
    '# Top stores by week\n\nNet sales by store and week, for the Monday report.',
    true,
  ],
  [
    'Null rate check',
    'Code::Python',
    'def null_rates(frame):\n    return frame.isna().mean().sort_values(ascending=False)\n',
    '# Null rate check\n\nShare of missing values by column, the worst first.',
    true,
  ],
  [
    'Seasonal naive forecast',
    'Code::R',
    'seasonal_naive <- function(x, period = 7) tail(x, period)[seq_len(period)]\n',
    '# Seasonal naive forecast\n\nThe baseline that every demand model has to beat.',
    false,
  ],
  [
    'Metric card',
    'Code::FrontEnd',
    '<div class="metric"><span class="value"></span><span class="label"></span></div>\n',
    '# Metric card\n\nOne number with its label, as dashboards show it.',
    false,
  ],
  [
    'Churn label',
    'Code::Sql',
    'select customer_id, max(sold_on) < current_date - 90 as churned\nfrom sales.transactions\ngroup by 1;',
    '# Churn label\n\nA customer without a purchase in 90 days counts as lost.',
    false,
  ],
] as const;
