/** Log lines of jobs, by type. */
export const LOG_LINES: Readonly<Record<string, readonly string[]>> = {
  'JobTypes::Import': [
    'Connecting to the source',
    'Connected; reading the columns',
    'Copying rows to the staging area',
    'Half of the rows copied',
    'All rows copied; loading the table',
    'Analyzing the table',
  ],
  'JobTypes::SqlRunner': [
    'Connecting to Harbor Redshift',
    'Beginning the transaction',
    'Creating the temporary tables',
    'Joining and aggregating',
    'Swapping the tables',
    'Committing the transaction',
  ],
  'JobTypes::PythonDocker': [
    'Pulling the image',
    'Installing the requirements',
    'Reading the input tables',
    'Processing the first batch',
    'Processing the last batch',
    'Writing the results',
  ],
  'JobTypes::CassNcoa': [
    'Exporting the addresses',
    'Standardizing the addresses',
    'Matching against changes of address',
    'Writing the matches',
  ],
  'JobTypes::Export': ['Reading the table', 'Writing the file', 'Sending the file to the destination'],
  'JobTypes::MediaOptimization': [
    'Reading the rate cards',
    'Reading the viewership of the targets',
    'Searching the best spots',
    'Half of the markets done',
    'Writing the spot order',
  ],
  'JobTypes::Build': [
    'Reading the training table',
    'Encoding the predictors',
    'Fitting fold 1 of 5',
    'Fitting fold 3 of 5',
    'Fitting fold 5 of 5',
    'Computing the metrics',
  ],
};

/** Log lines of jobs of any other type. */
export const DEFAULT_LOG_LINES: readonly string[] = ['Pulling the image', 'Starting', 'Working', 'Finishing'];
