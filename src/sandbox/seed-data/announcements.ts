/** Announcements of the platform, the newest first: days ago, subject, body. */
export const ANNOUNCEMENTS = [
  [
    2,
    'Maintenance on Saturday',
    'Jobs that are due between 22:00 and 23:00 UTC will be queued and start afterwards.',
  ],
  [6, 'Python images updated', 'New runs of Python scripts use 3.12 unless the job pins a version.'],
  [
    9,
    'Slow exports resolved',
    'Exports to object storage took longer than usual this morning. The cause is fixed.',
  ],
  [
    15,
    'Share with groups by default',
    'Projects can now share whatever is added to them with the groups of the project.',
  ],
  [
    21,
    'Link lifetimes',
    'Download links for files are good for 30 minutes unless a longer time is asked for.',
  ],
  [27, 'Credential expiry warnings', 'Owners receive an e-mail seven days before a credential expires.'],
  [34, 'Model builds keep their logs', 'Logs of model builds are now kept for 90 days instead of 30.'],
  [
    41,
    'Address data refreshed',
    'The postal reference data for address standardization is that of this quarter.',
  ],
  [55, 'Larger containers', 'Container scripts may ask for up to 64 GB of memory.'],
  [
    63,
    'Notebook idle timeout',
    'Notebooks now stop after 60 minutes without activity; each can set its own time.',
  ],
  [
    78,
    'Retirement of the old importer',
    'Imports that still run on the old engine move to the new one at the end of the month.',
  ],
  [92, 'Search by job id', 'The search over jobs now finds ids as well as names and types.'],
] as const;
