import { components } from './generated/openapi';

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
