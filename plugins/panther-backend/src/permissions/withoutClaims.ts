import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { LogSourceFilter } from 'backstage-plugin-panther-node';
import { LogSourceVisibility } from '../inventory/types';

/**
 * What somebody would see if catalog files claimed nothing: whoever edits one could otherwise make
 * any log source visible to themselves.
 */
export function withoutClaims(
  visibility: LogSourceVisibility,
): LogSourceVisibility {
  return visibility === 'all' ? 'all' : stripped(visibility, 'grants');
}

type Criteria = PermissionCriteria<LogSourceFilter>;

/** Where a link takes something from what is seen, the claims stay: they can only take more. */
function stripped(criteria: Criteria, effect: 'grants' | 'takes'): Criteria {
  if ('allOf' in criteria) {
    const [first, ...others] = criteria.allOf;
    return {
      allOf: [
        stripped(first, effect),
        ...others.map(part => stripped(part, effect)),
      ],
    };
  }
  if ('anyOf' in criteria) {
    const [first, ...others] = criteria.anyOf;
    return {
      anyOf: [
        stripped(first, effect),
        ...others.map(part => stripped(part, effect)),
      ],
    };
  }
  if ('not' in criteria) {
    return {
      not: stripped(criteria.not, effect === 'grants' ? 'takes' : 'grants'),
    };
  }
  return effect === 'grants' && criteria.property === 'linkedOwner'
    ? {
        ...criteria,
        origins: criteria.origins.filter(origin => origin === 'portal'),
      }
    : criteria;
}
