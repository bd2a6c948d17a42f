/**
 * The id of the log source that a dry run did not create, for the steps after it. Panther's own ids
 * are random.
 */
export const DRY_RUN_ID = '00000000-0000-0000-0000-000000000000';
