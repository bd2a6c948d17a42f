/** What each question to Panther is called where questions are counted: the same few words for ever. */
export type OperationName =
  // The root fields of GraphQL.
  | 'sources'
  | 'source'
  | 'createS3Source'
  | 'updateS3Source'
  | 'deleteSource'
  | 'schemas'
  // What else REST can do; it creates and updates S3 sources too.
  | 'getS3Source'
  | 'deleteS3Source'
  | 'listAlerts'
  | 'getApiToken';

/** One thing that Panther can be asked to do. */
export interface Operation {
  name: OperationName;
  /** Completes the sentence "Panther could not …", such as `list the log sources`. */
  asked: string;
  /** Reads use `apiToken` and may be repeated, writes use `manageToken` and are sent once. */
  kind: 'read' | 'write';
  /** What the Panther Console calls the permissions it takes. */
  permissions: string;
}

/** Something that only looks at log sources. */
export function reading(name: OperationName, asked: string): Operation {
  return { name, asked, kind: 'read', permissions: 'View Log Sources' };
}

/** Something that changes a log source. */
export function writing(name: OperationName, asked: string): Operation {
  return {
    name,
    asked,
    kind: 'write',
    // Panther asks for the first with every operation on log sources.
    permissions: 'View Log Sources and Manage Log Sources',
  };
}
