// The query engine: Oxigraph as WebAssembly in a worker, started when it is first needed, ended when it takes too long.

import { unpackBytes } from "./data.js";
import { byId } from "./dom.js";

/**
 * @typedef {{type: string, value: string, datatype?: string, "xml:lang"?: string}} Term
 * @typedef {{boolean?: boolean, columns?: string[], rows?: (Term | null)[][], triples?: Term[][]}} Answer
 */

const LIMIT_SECONDS = 60;

/** @returns {boolean} whether the engine and the graph were put into this file */
export function hasEngine() {
  return Boolean(byId("kg-engine") && byId("kg-wasm") && byId("kg-rdf"));
}

/** @returns {{ask: (query: string) => Promise<{answer: Answer, milliseconds: number}>, stop: () => void}} */
export function createEngine() {
  /** @type {Promise<Worker> | null} */
  let worker = null;
  /** @type {((reason: Error) => void) | null} */
  let abandon = null;

  /** @param {string} why */
  const end = (why) => {
    worker?.then((running) => running.terminate());
    worker = null;
    abandon?.(new Error(why));
    abandon = null;
  };
  return {
    async ask(query) {
      worker ??= startWorker();
      worker.catch(() => (worker = null));
      const running = await worker;
      const timer = setTimeout(() => end(`The query was stopped after ${LIMIT_SECONDS} seconds. A LIMIT or a narrower pattern helps.`), LIMIT_SECONDS * 1000);
      try {
        const { result, milliseconds } = await new Promise((resolve, reject) => {
          abandon = reject;
          send(running, { query }).then(resolve, reject);
        });
        return { answer: result, milliseconds };
      } finally {
        clearTimeout(timer);
      }
    },
    stop: () => end("The query was stopped."),
  };
}

async function startWorker() {
  const [code, wasm, rdf] = await Promise.all(["kg-engine", "kg-wasm", "kg-rdf"].map((id) => unpackBytes(byId(id).textContent)));
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(address);
  await send(worker, { wasm, rdf: new TextDecoder().decode(rdf) });
  URL.revokeObjectURL(address);
  return worker;
}

/**
 * @param {Worker} worker
 * @param {object} message
 * @returns {Promise<any>} its next message
 */
function send(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data) : reject(new Error(data.error)));
    worker.onerror = (event) => reject(new Error(event.message || "the query engine could not be started in this browser"));
    worker.postMessage(message);
  });
}
