/** How an address that is not on this machine answers, as a test has said. */
export interface FetchRule {
  /** Beginning of the address. */
  url: string;
  method?: string;
  /** What takes the place of that beginning: a server on this machine, which answers for the other. */
  to?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface FetchRecord {
  at: number;
  as: string;
  url: string;
  method: string;
  headers: Record<string, string>;
  payload: string;
  status: number;
}

/** Every request of UrlFetchApp, and the answers of the outside. */
export class FetchLog {
  rules: FetchRule[] = [];
  private records: FetchRecord[] = [];

  add(record: FetchRecord): void {
    this.records.push(record);
  }

  all(): readonly FetchRecord[] {
    return this.records;
  }

  clear(): void {
    this.rules = [];
    this.records = [];
  }
}
