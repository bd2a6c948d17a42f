export interface DemoPerson {
  /** Name of the catalog's user entity. */
  name: string;
  title: string;
  description: string;
}

/** The people one can be in the demo; what each may do is decided by the demo backend's policy. */
export const demoPeople: DemoPerson[] = [
  {
    name: 'paula',
    title: 'Paula, payments engineer',
    description:
      'On team-payments, which owns checkout-api, billing-worker and ledger.',
  },
  {
    name: 'sam',
    title: 'Sam, security engineer',
    description: 'On the security team, which runs Panther.',
  },
  {
    name: 'guest',
    title: 'Guest',
    description: 'Sees the catalog, and is refused what Panther knows.',
  },
];
