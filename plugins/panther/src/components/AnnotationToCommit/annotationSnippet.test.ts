import { checkoutApi } from '../../__fixtures__/entities';
import { annotationSnippet } from './annotationSnippet';

describe('annotationSnippet', () => {
  it('is the part of the catalog file that links the log sources', () => {
    expect(annotationSnippet(checkoutApi, ['3f6c', '<id>'])).toBe(
      `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout-api
  annotations:
    panther.com/log-source-id: 3f6c,<id>`,
    );
  });

  it('names a namespace that is not the default', () => {
    const entity = {
      ...checkoutApi,
      metadata: { name: 'checkout-api', namespace: 'payments' },
    };
    expect(annotationSnippet(entity, ['<id>'])).toContain(
      '  name: checkout-api\n  namespace: payments\n',
    );
  });
});
