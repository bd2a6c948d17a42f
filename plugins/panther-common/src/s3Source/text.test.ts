import { quote } from './text';

describe('quote', () => {
  it('puts a value into quotation marks', () => {
    expect(quote('alb/ä')).toBe("'alb/ä'");
  });

  it('shows that there is something that cannot be seen', () => {
    expect(quote('a\r\nb\u0000\u200b\ud800')).toBe(
      "'a\uFFFD\uFFFDb\uFFFD\uFFFD\uFFFD'",
    );
  });

  it('cuts a long value without cutting a character', () => {
    expect(quote('x'.repeat(80))).toBe(`'${'x'.repeat(80)}'`);
    expect(quote('𝄞'.repeat(81))).toBe(`'${'𝄞'.repeat(80)}…'`);
  });
});
