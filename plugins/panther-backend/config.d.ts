// Not the HumanDuration of @backstage/types, since a type is written out wherever it is named: every
// start of a portal would wait for its eight units to be compiled eleven times.
/** An ISO 8601 duration such as PT5M, or amounts by unit such as { minutes: 5 }. */
type Duration = string | { [unit: string]: number };

/** One Panther tenant. */
interface PantherInstanceConfig {
  /** What people call the tenant; the id by default. */
  title?: string;
  /**
   * The API URL from the Panther Console, with or without /public/graphql, such as
   * https://api.acme.runpanther.net
   */
  apiUrl: string;
  /** The Panther Console, such as https://acme.runpanther.net; turns on links to it. */
  consoleUrl?: string;
  /**
   * A Panther API token with the permission View Log Sources. With Read User Info as well, the
   * portal shows who created a log source.
   * @visibility secret
   */
  apiToken: string;
  /**
   * A Panther API token with the permissions View Log Sources and Manage Log Sources. Without it
   * nothing can be written.
   * @visibility secret
   */
  manageToken?: string;
  /** The 12 digits, in quotes, of Panther's own AWS account. */
  awsAccountId?: string;
  /** Which API writes S3 sources; graphql is for tenants older than Panther 1.122. */
  s3Api?: 'rest' | 'graphql';
  /** How the tenant's list of log sources is read. */
  refresh?: {
    /** How often; five minutes by default. */
    frequency?: Duration;
    /** How long one read may take; a minute by default. */
    timeout?: Duration;
  };
  /** How long log sources may go without an event before they count as silent. */
  silence?: {
    /** For every log source that nothing below names; 24 hours by default. */
    after?: Duration;
    /** By log type; the shortest of a log source's log types counts. */
    logTypes?: { [logType: string]: Duration };
    /** By integration id; counts before any log type. */
    logSources?: { [integrationId: string]: Duration };
  };
}

export interface Config {
  /** One Panther tenant written flat, or several under `instances`. */
  panther?: Partial<PantherInstanceConfig> & {
    /** What log source refs start with; `default` by default. */
    id?: string;
    /**
     * How long log sources that are gone, and changes of status, are remembered; 90 days by default.
     */
    retention?: Duration;
    instances?: Array<
      PantherInstanceConfig & {
        /** What log source refs start with; a single word. */
        id: string;
      }
    >;
  };
}
