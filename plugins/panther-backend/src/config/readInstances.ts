import { Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  durationToMilliseconds,
  HumanDuration,
  JsonObject,
} from '@backstage/types';
import { DEFAULT_INSTANCE } from 'backstage-plugin-panther-common';
import { checkDuration } from './checkDuration';
import { InstanceConfig } from './InstanceConfig';
import { readApiUrls, readConsoleUrl } from './readUrls';

const INSTANCE_KEYS = [
  'id',
  'title',
  'apiUrl',
  'consoleUrl',
  'apiToken',
  'manageToken',
  'awsAccountId',
  's3Api',
  'refresh',
  'silence',
];

/**
 * Turns the `panther` configuration into checked plain values, one for each tenant. Throws an error
 * that names the key; no message of ours quotes a value other than an id, because the value of a
 * misplaced key may be a token.
 */
export function readInstances(rootConfig: Config): InstanceConfig[] {
  const instances = instanceConfigs(rootConfig).map(readInstance);
  const ids = new Set<string>();
  for (const { id, configKey } of instances) {
    if (ids.has(id)) {
      throw new InputError(
        `${configKey}.id is '${id}', which an entry before it has already; give every instance its own id`,
      );
    }
    ids.add(id);
  }
  return instances;
}

interface KeyedConfig {
  config: Config;
  /** Where the instance stands in the configuration, for messages. */
  configKey: string;
}

function instanceConfigs(rootConfig: Config): KeyedConfig[] {
  const config = rootConfig.getOptionalConfig('panther');
  if (!config) {
    throw new InputError(
      'The configuration has no panther section; set panther.apiUrl and panther.apiToken, or panther.instances for several tenants',
    );
  }
  if (!config.has('instances')) {
    return [{ config, configKey: 'panther' }];
  }
  const flatKey = INSTANCE_KEYS.find(key => config.has(key));
  if (flatKey) {
    throw new InputError(
      `panther.${flatKey} and panther.instances are both set; move panther.${flatKey} into an entry of panther.instances`,
    );
  }
  const instances = config.getConfigArray('instances');
  if (instances.length === 0) {
    throw new InputError(
      'panther.instances is empty; add an entry with id, apiUrl and apiToken',
    );
  }
  return instances.map((instance, index) => ({
    config: instance,
    configKey: `panther.instances[${index}]`,
  }));
}

function readInstance({ config, configKey }: KeyedConfig): InstanceConfig {
  const id = readId({ config, configKey });
  const consoleUrl = config.getOptionalString('consoleUrl');
  return {
    id,
    configKey,
    title: config.getOptionalString('title') ?? id,
    ...readApiUrls(config.getString('apiUrl'), `${configKey}.apiUrl`),
    consoleUrl:
      consoleUrl && readConsoleUrl(consoleUrl, `${configKey}.consoleUrl`),
    apiToken: checkToken(config.getString('apiToken'), `${configKey}.apiToken`),
    manageToken: readManageToken({ config, configKey }),
    awsAccountId: readAwsAccountId({ config, configKey }),
    s3Api: readS3Api({ config, configKey }),
    refresh: readRefresh({ config, configKey }),
    silence: readSilence({ config, configKey }),
  };
}

function readId({ config, configKey }: KeyedConfig): string {
  const id =
    configKey === 'panther'
      ? config.getOptionalString('id') ?? DEFAULT_INSTANCE
      : config.getString('id');
  // A colon ends the instance in a log source ref, a comma ends the ref in an annotation.
  if (!/^[A-Za-z0-9._-]+$/.test(id)) {
    throw new InputError(
      `${configKey}.id may only have letters, digits, dots, dashes and underscores, because it is part of every log source ref`,
    );
  }
  return id;
}

function checkToken(token: string, key: string): string {
  // A line break, as a token read from a file easily has, cannot be part of an HTTP header.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InputError(
      `${key} has white space or characters that no Panther API token has; copy the token again`,
    );
  }
  return token;
}

function readManageToken({
  config,
  configKey,
}: KeyedConfig): string | undefined {
  const token = config.getOptionalString('manageToken');
  return token && checkToken(token, `${configKey}.manageToken`);
}

function readAwsAccountId({
  config,
  configKey,
}: KeyedConfig): string | undefined {
  const key = `${configKey}.awsAccountId`;
  const value = config.getOptional('awsAccountId');
  if (value === undefined) {
    return undefined;
  }
  // YAML reads twelve bare digits as a number and would drop leading zeros.
  if (typeof value !== 'string' || !/^\d{12}$/.test(value)) {
    throw new InputError(
      `${key} must be the 12 digits of an AWS account in quotes`,
    );
  }
  return value;
}

function readS3Api({ config, configKey }: KeyedConfig): 'rest' | 'graphql' {
  const s3Api = config.getOptionalString('s3Api') ?? 'rest';
  if (s3Api !== 'rest' && s3Api !== 'graphql') {
    throw new InputError(`${configKey}.s3Api must be rest or graphql`);
  }
  return s3Api;
}

function readRefresh(instance: KeyedConfig): InstanceConfig['refresh'] {
  return {
    frequency: readDuration(instance, 'refresh.frequency') ?? { minutes: 5 },
    timeout: readTimeout(instance) ?? { minutes: 1 },
  };
}

/** A read that takes longer than this is not coming back, and timers have an end as well. */
const MAX_TIMEOUT_MS = 60 * 60 * 1000;

function readTimeout(instance: KeyedConfig): HumanDuration | undefined {
  const timeout = readDuration(instance, 'refresh.timeout');
  if (timeout && durationToMilliseconds(timeout) > MAX_TIMEOUT_MS) {
    throw new InputError(
      `${instance.configKey}.refresh.timeout must be an hour at most`,
    );
  }
  return timeout;
}

function readSilence(instance: KeyedConfig): InstanceConfig['silence'] {
  return {
    after: readDuration(instance, 'silence.after') ?? { hours: 24 },
    logTypes: readDurations(instance, 'silence.logTypes'),
    logSources: readDurations(instance, 'silence.logSources'),
  };
}

/** Durations by names that may have dots in them, as log types do. */
function readDurations(
  { config, configKey }: KeyedConfig,
  key: string,
): Record<string, HumanDuration> {
  const entries = Object.entries(config.getOptional<JsonObject>(key) ?? {});
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      checkDuration(
        new ConfigReader({ value }),
        'value',
        `${configKey}.${key}['${name}']`,
      ),
    ]),
  );
}

function readDuration(
  { config, configKey }: KeyedConfig,
  key: string,
): HumanDuration | undefined {
  return config.has(key)
    ? checkDuration(config, key, `${configKey}.${key}`)
    : undefined;
}

const KEY = 'panther.retention';

/** Reads how long log sources that are gone, and changes of status, are kept. */
export function readRetention(rootConfig: Config): HumanDuration {
  return rootConfig.has(KEY)
    ? checkDuration(rootConfig, KEY, KEY)
    : { days: 90 };
}
