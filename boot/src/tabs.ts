// Several tabs of one browser: one at a time may change a workflow, the others follow.

/** What tabs say to each other. */
interface Word {
  /** A record that was stored, with its version, 0 for one that is gone. */
  changed?: string;
  version?: number;
  /** A record whose holder is asked to store it and let it go. */
  handOver?: string;
}

/** How long the holder of a record has to let it go before it is taken. */
const PATIENCE = 400;

export class Tabs {
  private readonly channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("stepwright") : undefined;
  private readonly held = new Map<string, () => void>();
  private wanted: string | undefined;
  private tell: (kind: string, key: string, value: number) => void = () => {};
  private flush: () => void = () => {};

  /** `tell` hears of what other tabs store and of the right to change; `flush` stores what is not stored yet. */
  listen(tell: (kind: string, key: string, value: number) => void, flush: () => void): void {
    [this.tell, this.flush] = [tell, flush];
    if (!this.channel) return;
    this.channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (typeof data.changed === "string") this.tell("changed", data.changed, Number(data.version));
      if (typeof data.handOver === "string" && this.held.has(data.handOver)) {
        this.flush();
        // The record is written in the order in which it was asked for: the next holder reads what is stored now.
        setTimeout(() => this.lose(data.handOver!), PATIENCE / 2);
      }
    };
  }

  say(word: Word): void {
    this.channel?.postMessage(word);
  }

  /** Asks for the right to change a record, and for that of no other. */
  hold(key: string): void {
    this.wanted = key;
    if (this.held.has(key)) return;
    if (!navigator.locks) {
      this.tell("access", key, 1);
      return;
    }
    void this.request(key, { ifAvailable: true }).then((granted) => {
      if (granted || this.wanted !== key) return;
      this.tell("access", key, 0);
      // Whoever has it closes it some time.
      void this.request(key, {});
    });
  }

  release(key: string): void {
    if (this.wanted === key) this.wanted = undefined;
    this.held.get(key)?.();
    this.held.delete(key);
  }

  /** Takes the right from the tab that has it, which stores its work first. */
  takeOver(key: string): void {
    this.wanted = key;
    this.say({ handOver: key });
    setTimeout(() => {
      if (this.wanted === key && !this.held.has(key)) void this.request(key, { steal: true });
    }, PATIENCE);
  }

  private lose(key: string): void {
    this.release(key);
    this.wanted = key;
    this.tell("access", key, 0);
    void this.request(key, {});
  }

  /** Whether the right was got. It is held until it is released or taken. */
  private request(key: string, options: LockOptions): Promise<boolean> {
    return new Promise((done) => {
      const held = navigator.locks.request(`stepwright:${key}`, options, (lock) => {
        done(lock !== null);
        if (!lock || this.wanted !== key) return undefined;
        this.tell("access", key, 1);
        return new Promise<void>((release) => this.held.set(key, release));
      });
      held.catch(() => {
        // Another tab took it.
        this.held.delete(key);
        this.tell("access", key, 0);
        if (this.wanted === key) void this.request(key, {});
      });
    });
  }
}
