import { excludes, reaches } from './excludes';

describe('excludes', () => {
  it.each([
    ['root/', 'root/foo'],
    ['root/fo', 'root/foo/baz'],
    ['root/*/baz', 'root/foo/baz'],
    ['root/*/baz', 'root/foo/bar/baz'],
    ['root/*/baz', 'root/foo/baz/more'],
    ['root/*', 'root/'],
    ['*baz', 'root/baz'],
    ['a*b*c', 'abc'],
    ['a*a', 'aba'],
    ['*', ''],
  ])('has %p leave out %p', (excluded, text) => {
    expect(excludes(excluded, text)).toBe(true);
  });

  it.each([
    ['root/foo', 'root/'],
    ['root/*/baz', 'root/baz'],
    ['root/*/baz', 'root/foo/ba'],
    ['root/*/baz', 'other/foo/baz'],
    ['a*b*c', 'acb'],
    ['a*a', 'a'],
    ['*a*a', 'a'],
    ['root/f.o', 'root/foo'],
  ])('has %p leave %p in', (excluded, text) => {
    expect(excludes(excluded, text)).toBe(false);
  });

  it('comes to an end with as many wildcards as a key has room for', () => {
    expect(excludes(`${'x*'.repeat(511)}y`, 'x'.repeat(1024))).toBe(false);
  });
});

describe('reaches', () => {
  it.each([
    ['alb/healthcheck/', 'alb/'],
    ['alb/', 'alb/healthcheck/'],
    ['*/healthcheck', 'alb/'],
    ['al*/healthcheck', 'alb/'],
    ['alb/', ''],
  ])('has %p within %p', (excluded, prefix) => {
    expect(reaches(excluded, prefix)).toBe(true);
  });

  it.each([
    ['healthcheck/', 'alb/'],
    ['elb/*/healthcheck', 'alb/'],
    ['ALB/', 'alb/'],
  ])('has %p outside of %p', (excluded, prefix) => {
    expect(reaches(excluded, prefix)).toBe(false);
  });
});
