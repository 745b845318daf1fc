/** The same menu in other tabs of this browser: each tells what it has saved. */
import type { Version } from "./saving";

type Channel = Pick<BroadcastChannel, "postMessage" | "onmessage">;

export class Tabs {
  readonly #channel: Channel | undefined;

  constructor(menuId: string, hear: (version: Version) => void, open = openChannel) {
    this.#channel = open(`media-menu:${menuId}`);
    if (this.#channel) this.#channel.onmessage = ({ data }: MessageEvent<Version>) => hear(data);
  }

  /** What is watched for changes cannot be sent as it is. */
  tell(version: Version): void {
    this.#channel?.postMessage(JSON.parse(JSON.stringify(version)));
  }
}

function openChannel(name: string): Channel | undefined {
  return typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(name);
}
