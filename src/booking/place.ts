/** Where a booking of a service takes place. */
export type Place =
  | { kind: 'meet' }
  | { kind: 'room' }
  | { kind: 'address'; address: string }
  /** We call the client, at the number that they give. */
  | { kind: 'weCall' }
  /** The client calls this number. */
  | { kind: 'clientCalls'; number: string };

export const PLACE_KINDS = [
  'meet',
  'room',
  'address',
  'weCall',
  'clientCalls',
] as const satisfies readonly Place['kind'][];
