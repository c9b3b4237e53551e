/** Where a booking of a service takes place. */
export type Place = { kind: 'meet' } | { kind: 'address'; address: string };

/** What clients can book. */
export interface Service {
  id: string;
  name: string;
  /** Minutes. */
  duration: number;
  /** Minutes between two offered starts, independent of the duration. */
  step: number;
  /** Minutes that stay free before and after; two buffers may overlap each other, a buffer and a booking may not. */
  bufferBefore: number;
  bufferAfter: number;
  /** Minutes between the request and the earliest start. */
  minimumNotice: number;
  /** Days ahead of now in which times are offered. */
  horizon: number;
  place: Place;
  /** Confirmed without a person's look. */
  autoAccept: boolean;
  /** Confirmed only once paid. */
  prepayment: boolean;
  /** Hours for which a request holds its time while nobody accepts it. */
  hold: number;
  /** Who gives it; null: everybody in the team. */
  staffIds: string[] | null;
  /** Offered on the public page. */
  offered: boolean;
}

/** Limits of the fields that people fill in. */
export const SERVICE_LIMITS = {
  name: 80,
  duration: { min: 5, max: 12 * 60 },
  step: { min: 5, max: 12 * 60 },
  buffer: { min: 0, max: 4 * 60 },
  minimumNotice: { min: 0, max: 30 * 24 * 60 },
  horizon: { min: 1, max: 180 },
  hold: { min: 1, max: 14 * 24 },
  address: 200,
} as const;

/** A service with the values that suit most: half an hour online, a day's notice, two months ahead. */
export function newService(id: string, name: string, duration: number): Service {
  return {
    id,
    name,
    duration,
    step: duration >= 60 ? 30 : 15,
    bufferBefore: 0,
    bufferAfter: 0,
    minimumNotice: 12 * 60,
    horizon: 60,
    place: { kind: 'meet' },
    autoAccept: false,
    prepayment: false,
    hold: 48,
    staffIds: null,
    offered: true,
  };
}

/** Whether this staff member gives the service. */
export function isGivenBy(service: Service, staffId: string): boolean {
  return service.staffIds === null || service.staffIds.includes(staffId);
}
