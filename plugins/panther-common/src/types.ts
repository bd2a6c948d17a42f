import { components, operations } from './generated/openapi';

type Schemas = components['schemas'];

/**
 * A catalog entity's links, and how old what is known of them is.
 *
 * @public
 */
export type EntityLogSources = Schemas['EntityLogSources'];

/**
 * The tie between a catalog entity and a log source.
 *
 * @public
 */
export type LogSourceLink = Schemas['LogSourceLink'];

/**
 * A bucket that an entity, or a resource it depends on, declares and that no log source reads.
 *
 * @public
 */
export type UnmatchedBucket = Schemas['UnmatchedBucket'];

/**
 * A Panther log source. Times are ISO 8601 in UTC.
 *
 * @public
 */
export type LogSource = Schemas['LogSource'];

/**
 * How a log source is doing.
 *
 * @public
 */
export type LogSourceStatus = Schemas['LogSourceStatus'];

/**
 * The changes of a log source's status, the latest first.
 *
 * @public
 */
export type LogSourceHistory = Schemas['LogSourceHistory'];

/**
 * The part of a log source that only S3 sources have.
 *
 * @public
 */
export type S3Details = Schemas['S3Details'];

/**
 * One log source and how old what is known of it is.
 *
 * @public
 */
export type LogSourceAnswer = Schemas['LogSourceAnswer'];

/**
 * How old an answer is for one instance, and what keeps it from being newer.
 *
 * @public
 */
export type Freshness = Schemas['Freshness'];

/**
 * Why an instance could not be read.
 *
 * @public
 */
export type InstanceProblem = Schemas['InstanceProblem'];

/**
 * A configured Panther tenant.
 *
 * @public
 */
export type Instance = Schemas['Instance'];

/**
 * Every configured Panther tenant.
 *
 * @public
 */
export type InstanceList = Schemas['InstanceList'];

/**
 * Where a link between an entity and a log source comes from.
 *
 * @public
 */
export type LinkOrigin = Schemas['LinkOrigin'];

/**
 * An entity that is linked to a log source.
 *
 * @public
 */
export type LinkedEntity = Schemas['LinkedEntity'];

/**
 * A log source and the entities that are linked to it.
 *
 * @public
 */
export type LinkedLogSource = Schemas['LinkedLogSource'];

/**
 * What is wrong with a log source, in Panther's words.
 *
 * @public
 */
export type LogSourceReason = Schemas['LogSourceReason'];

/**
 * Some of the log sources that a question finds, how many there are, and how they divide.
 *
 * @public
 */
export type LogSourcePage = Schemas['LogSourcePage'];

/**
 * How many log sources each value of each filter would find.
 *
 * @public
 */
export type LogSourceFacets = Schemas['LogSourceFacets'];

/**
 * What log sources to list, in which order and from where on.
 *
 * @public
 */
export type LogSourceQuery = NonNullable<
  operations['ListLogSources']['parameters']['query']
>;

/**
 * A kind of log that Panther can parse.
 *
 * @public
 */
export type LogType = Schemas['LogType'];

/**
 * The log types of an instance, and how old what is known of them is.
 *
 * @public
 */
export type LogTypeList = Schemas['LogTypeList'];

/**
 * Which log types to list.
 *
 * @public
 */
export type LogTypeQuery = NonNullable<
  operations['ListLogTypes']['parameters']['query']
>;

/**
 * Something about an instance that is not known, although its log sources are.
 *
 * @public
 */
export type InstanceLimitation = Schemas['InstanceLimitation'];

/**
 * What the token that reads an instance may do, and until when.
 *
 * @public
 */
export type TokenDetails = Schemas['TokenDetails'];

/**
 * A new S3 log source.
 *
 * @public
 */
export type S3SourceInput = Schemas['S3SourceInput'];

/**
 * What can be set of an S3 log source, and changed later.
 *
 * @public
 */
export type S3SourceSettings = Schemas['S3SourceSettings'];

/**
 * What creating or changing an S3 log source would do.
 *
 * @public
 */
export type S3SourcePreview = Schemas['S3SourcePreview'];

/**
 * An S3 log source that has just been created or changed.
 *
 * @public
 */
export type WrittenS3Source = Schemas['WrittenS3Source'];

/**
 * The settings of an S3 log source, read from Panther for changing them.
 *
 * @public
 */
export type S3SourceSettingsAnswer = Schemas['S3SourceSettingsAnswer'];

/**
 * What deleting a log source would do.
 *
 * @public
 */
export type DeletionPreview = Schemas['DeletionPreview'];

/**
 * A log source that is not in Panther any more.
 *
 * @public
 */
export type DeletedLogSource = Schemas['DeletedLogSource'];

/**
 * That it is not known whether Panther did what it was asked to.
 *
 * @public
 */
export type UnclearWrite = Schemas['UnclearWrite'];

/**
 * The entities that are linked to a log source, as far as the caller may see them.
 *
 * @public
 */
export type AffectedEntities = Schemas['AffectedEntities'];

/**
 * What an S3 log source is now, where it was changed since the revision that a change was made to.
 *
 * @public
 */
export type RevisionConflict = Schemas['RevisionConflict'];

/**
 * One difference in meaning between two settings of an S3 log source.
 *
 * @public
 */
export type SettingChange = Schemas['SettingChange'];

/**
 * Something about one field of the input, as a sentence for people.
 *
 * @public
 */
export type FieldFinding = Schemas['FieldFinding'];

/**
 * Who linked an entity and a log source in the portal, and when.
 *
 * @public
 */
export type PortalLink = Schemas['PortalLink'];
