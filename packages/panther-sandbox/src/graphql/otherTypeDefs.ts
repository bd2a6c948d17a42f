/** Settings, schemas and metrics. */
export const otherTypeDefs = /* GraphQL */ `
  type GeneralSettings {
    "The release that the tenant runs."
    pantherVersion: String!
  }

  "Which schemas to list; what is left out does not narrow the list."
  input SchemasInput {
    "Part of the name of the schema or of one of its fields."
    contains: String
    "Of no use so far, as everything is on the first page."
    cursor: String
    isArchived: Boolean
    "Whether a log source has it."
    isInUse: Boolean
    "Whether Panther keeps it up to date."
    isManaged: Boolean
  }

  type SchemasOutput {
    edges: [SchemasOutputEdge!]!
    pageInfo: CursorBasedPaginationPageInfo!
  }

  type SchemasOutputEdge {
    node: Schema!
  }

  "How events of one log type are parsed."
  type Schema {
    createdAt: String!
    description: String
    "What field discovery has found, in YAML."
    discoveredSpec: String!
    isArchived: Boolean!
    isFieldDiscoveryEnabled: Boolean!
    isManaged: Boolean!
    "The log type."
    name: String!
    referenceURL: String
    revision: Int!
    "In YAML."
    spec: String!
    updatedAt: String
    version: Int!
  }

  input MetricsInput {
    fromDate: DateTime!
    "How long each point of a series is; by default it depends on the whole span."
    intervalInMinutes: Int
    toDate: DateTime!
  }

  type MetricsOutput {
    "Null if no rule raised an alert."
    alertsPerRule: [SeriesWithEntityID!]
    alertsPerSeverity: [SeriesWithBreakdown!]!
    "By log source type."
    bytesIngestedPerSource: [Series!]!
    "By log type, in spite of its name."
    bytesProcessedPerSource: [SeriesWithBreakdown!]!
    bytesQueriedPerSource: [SeriesWithBreakdown!]!
    eventsProcessedPerLogType: [SeriesWithBreakdown!]!
    "In seconds."
    latencyPerLogType: [Series!]!
    totalAlerts: Float!
    "Of the last 365 days, whatever the span asked for."
    totalBytesIngested: Float!
    totalBytesProcessed: Float!
    totalBytesQueried: Float!
    totalEventsProcessed: Float!
  }

  type Series {
    label: String!
    value: Float!
  }

  type SeriesWithBreakdown {
    "An object of times and values."
    breakdown: JSON!
    label: String!
    value: Float!
  }

  type SeriesWithEntityID {
    entityId: ID!
    label: String!
    value: Float!
  }
`;
