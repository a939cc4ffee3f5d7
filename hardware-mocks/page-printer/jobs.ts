/** The jobs of a printer and their states (RFC 8011 section 5.3.7), page by page. */
export const JOB = { pending: 3, processing: 5, stopped: 6, canceled: 7, aborted: 8, completed: 9 } as const;
export type JobState = (typeof JOB)[keyof typeof JOB];

export interface Job {
  readonly id: number;
  readonly name: string;
  state: JobState;
  copies: number;
  /** Null until the document has come. */
  pages: number | null;
  printed: number;
  document: Buffer;
}

const MOST_KEPT = 20;

/** Pages of a PDF whose page objects stand in the clear; at least one. */
export const pagesOf = (pdf: Buffer): number =>
  Math.max(1, pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0);

export class JobList {
  #jobs: Job[] = [];
  #last = 0;

  get all(): readonly Job[] {
    return this.#jobs;
  }

  add(name: string, copies: number): Job {
    this.#last += 1;
    const job: Job = {
      id: this.#last,
      name,
      copies,
      state: JOB.pending,
      pages: null,
      printed: 0,
      document: Buffer.alloc(0),
    };
    this.#jobs.push(job);
    if (this.#jobs.length > MOST_KEPT) this.#jobs.shift();
    return job;
  }

  get(id: number): Job | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  /** The oldest job that has its document and is not over. */
  get next(): Job | undefined {
    return this.#jobs.find((job) => job.pages !== null && job.state < JOB.canceled);
  }

  /** The power is gone: what was not printed is lost, and so is the memory of it. */
  forget(): void {
    this.#jobs = this.#jobs.filter((job) => job.state === JOB.completed);
  }
}
