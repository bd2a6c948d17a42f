import { Entity } from '@backstage/catalog-model';
import { readLinkClaims } from './claims';

function componentWith(annotation: string | undefined): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout-api',
      namespace: 'default',
      annotations:
        annotation === undefined
          ? undefined
          : { 'panther.com/log-source-id': annotation },
    },
  };
}

function refsOf(annotation: string | undefined) {
  return readLinkClaims(componentWith(annotation)).map(({ ref }) => ref);
}

describe('readLinkClaims', () => {
  it('reads every ref of the annotation, in the order written', () => {
    expect(refsOf('b, eu:a')).toEqual([
      { instance: 'default', integrationId: 'b' },
      { instance: 'eu', integrationId: 'a' },
    ]);
  });

  it('says where it read a ref', () => {
    expect(readLinkClaims(componentWith('a , eu:b'))[1]).toEqual({
      ref: { instance: 'eu', integrationId: 'b' },
      origin: 'annotation',
      evidence: {
        entityRef: 'component:default/checkout-api',
        annotation: 'panther.com/log-source-id',
        value: 'eu:b',
      },
    });
  });

  it('takes a ref that is written twice once', () => {
    expect(refsOf('a, default:a, a')).toHaveLength(1);
  });

  it.each([undefined, '', ' , ,', 'eu:'])('finds no ref in %j', annotation => {
    expect(refsOf(annotation)).toEqual([]);
  });
});
