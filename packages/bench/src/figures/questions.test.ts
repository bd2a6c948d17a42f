import { createQuestions } from './questions';

describe('createQuestions', () => {
  const questions = createQuestions([
    { id: 'one', logTypes: ['Okta.SystemLog'] },
    {
      id: 'two',
      logTypes: ['AWS.ALB'],
      bucket: 'acme-edge-logs',
      awsAccountId: '111122223333',
    },
  ]);

  it('asks each filter and none with each sort, both ways', () => {
    expect(questions).toHaveLength(11 * 10);
    expect(new Set(questions.map(({ path }) => path)).size).toBe(11 * 10);
  });

  it('asks for what the sandbox has', () => {
    expect(questions).toContainEqual({
      name: 'bucket by -createdAt',
      method: 'GET',
      path: '/api/panther/log-sources?bucket=acme-edge-logs&sort=-createdAt',
    });
    expect(questions).toContainEqual({
      name: 'none by label',
      method: 'GET',
      path: '/api/panther/log-sources?sort=label',
    });
    expect(questions).toContainEqual({
      name: 'linked=false by label',
      method: 'GET',
      path: '/api/panther/log-sources?linked=false&sort=label',
    });
  });
});
