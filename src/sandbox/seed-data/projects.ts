/** Projects and their jobs. */
export const PROJECTS = [
  {
    name: 'Daily sales pipeline',
    description: 'From the tills to the dashboard.',
    jobs: ['Import POS transactions', 'Stage transactions', 'Build sales mart', 'Publish sales dashboard'],
    hidden: false,
  },
  {
    name: 'Churn',
    description: 'Who is about to leave, and whom to write to.',
    jobs: ['Train churn model', 'Score churn risk', 'Export audience for email'],
    hidden: false,
  },
  {
    name: 'Demand forecast',
    description: 'What each store will need.',
    jobs: ['Train demand forecast', 'Score demand by store', 'Export replenishment orders'],
    hidden: false,
  },
  {
    name: 'Scratch',
    description: 'Trials.',
    jobs: ['Build sales mart', 'Backfill returns 2023'],
    hidden: true,
  },
] as const;
