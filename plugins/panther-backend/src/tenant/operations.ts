/** One thing that Panther can be asked to do. */
export interface Operation {
  /** Completes the sentence "Panther could not …", such as `list the log sources`. */
  asked: string;
  /** Reads use `apiToken` and may be repeated, writes use `manageToken` and are sent once. */
  kind: 'read' | 'write';
  /** What the Panther Console calls the permissions it takes. */
  permissions: string;
}

/** Something that only looks at log sources. */
export function reading(asked: string): Operation {
  return { asked, kind: 'read', permissions: 'View Log Sources' };
}

/** Something that changes a log source. */
export function writing(asked: string): Operation {
  return {
    asked,
    kind: 'write',
    // Panther asks for the first with every operation on log sources.
    permissions: 'View Log Sources and Manage Log Sources',
  };
}
