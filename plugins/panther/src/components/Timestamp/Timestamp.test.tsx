import { act, render, screen } from '@testing-library/react';
import { Timestamp } from './Timestamp';

describe('Timestamp', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z') });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['2026-11-22T11:59:01Z', 'less than a minute ago 2026-11-22 11:59:01 UTC'],
    // The clocks of the browser and of the server differ.
    ['2026-11-22T12:00:20Z', 'less than a minute ago 2026-11-22 12:00:20 UTC'],
    ['2026-11-22T11:58:00Z', '2 minutes ago 2026-11-22 11:58:00 UTC'],
    ['2026-11-21T11:00:00Z', '1 day ago 2026-11-21 11:00:00 UTC'],
    ['2026-11-22T14:00:00+01:00', 'in 1 hour 2026-11-22 13:00:00 UTC'],
  ])('says %s as %j', (at, text) => {
    render(<Timestamp at={at} />);

    const time = screen.getByText(/2026/).closest('time');
    expect(time).toHaveTextContent(text);
    expect(time).toHaveAttribute('datetime', at);
  });

  it('grows older while it is looked at', () => {
    render(<Timestamp at="2026-11-22T11:58:00Z" />);

    act(() => {
      jest.advanceTimersByTime(3 * 60_000);
    });

    expect(screen.getByText(/5 minutes ago/)).toBeInTheDocument();
  });
});
