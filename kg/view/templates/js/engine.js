// The query engine: Oxigraph as WebAssembly in a worker, started when it is first needed, ended when it takes too long.

import { unpackBytes } from "./data.js";
import { byId } from "./dom.js";

/**
 * @typedef {{type: string, value: string, datatype?: string, "xml:lang"?: string}} Term
 * @typedef {{boolean?: boolean, columns?: string[], rows?: (Term | null)[][], triples?: Term[][]}} Answer
 * @typedef {{send: (message: object) => Promise<any>, end: () => void}} Line to a worker
 */

const LIMIT_SECONDS = 60;

const PATIENCE_MS = 400;
/** So long a query that nobody waits for any more may hold up the next, before its worker gives way to a new one. */

/** What a question ends with when another one is asked before its answer came. */
export class Superseded extends Error {}

/** @returns {boolean} whether the engine and the graph were put into this file */
export function hasEngine() {
  return Boolean(byId("kg-engine") && byId("kg-wasm") && byId("kg-rdf"));
}

/**
 * @param {() => Promise<Line>} [start] starts a worker that has the graph
 * @returns {{ask: (query: string) => Promise<{answer: Answer, milliseconds: number}>, stop: () => void}}
 * One question at a time: `ask` ends the one before, which rejects with `Superseded`.
 */
export function createEngine(start = startWorker) {
  /** @type {Promise<Line> | null} */
  let line = null;
  /** @type {Promise<unknown>} settles when the worker has answered all that it was sent */
  let idle = Promise.resolve();
  /** @type {(reason: Error) => void} ends the question whose answer is waited for */
  let drop = () => {};

  const endWorker = () => {
    line?.then((old) => old.end(), () => {});
    line = null;
    idle = Promise.resolve();
  };
  const getLine = () => {
    if (line) return line;
    const started = start();
    line = started;
    started.catch(() => line === started && (line = null));
    return started;
  };
  /** @param {string} why */
  const end = (why) => {
    endWorker();
    drop(new Error(why));
  };
  /** @param {() => boolean} isWaited @returns {Promise<Line>} to a worker that is free */
  const getFree = async (isWaited) => {
    const isFree = await Promise.race([idle.then(() => true), wait(PATIENCE_MS).then(() => false)]);
    if (!isFree && isWaited()) endWorker();
    return getLine();
  };
  return {
    ask(query) {
      drop(new Superseded("Another question was asked."));
      return new Promise((resolve, reject) => {
        let isWaited = true;
        let timer = 0;
        const close = () => {
          isWaited = false;
          clearTimeout(timer);
        };
        /** @param {Error} reason */
        const fail = (reason) => {
          close();
          reject(reason);
        };
        const send = (/** @type {Line} */ free) => {
          if (!isWaited) return;
          timer = setTimeout(() => end(`The query was stopped after ${LIMIT_SECONDS} seconds. A LIMIT or a narrower pattern helps.`), LIMIT_SECONDS * 1000);
          const sent = free.send({ query });
          idle = sent.catch(() => {});
          sent.then(({ result, milliseconds }) => {
            close();
            resolve({ answer: result, milliseconds });
          }, fail);
        };
        drop = fail;
        getFree(() => isWaited).then(send).catch(fail);
      });
    },
    stop: () => end("The query was stopped."),
  };
}

async function startWorker() {
  const [code, wasm, rdf] = await Promise.all(["kg-engine", "kg-wasm", "kg-rdf"].map((id) => unpackBytes(byId(id).textContent)));
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const line = connect(new Worker(address));
  await line.send({ wasm, rdf: new TextDecoder().decode(rdf) });
  URL.revokeObjectURL(address);
  return line;
}

/**
 * @param {Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">} worker answers each message with its id
 * @returns {Line} whose `send` gives the answer to its own message; `end` rejects what is still open
 */
export function connect(worker) {
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (reason: Error) => void}>} */
  const open = new Map();
  let last = 0;
  /** @param {string} why */
  const failAll = (why) => {
    for (const { reject } of open.values()) reject(new Error(why));
    open.clear();
  };
  worker.onmessage = ({ data }) => {
    const asked = open.get(data.id);
    open.delete(data.id);
    if (data.error === undefined) asked?.resolve(data);
    else asked?.reject(new Error(data.error));
  };
  worker.onerror = (event) => failAll(event.message || "the query engine could not be started in this browser");
  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        last += 1;
        open.set(last, { resolve, reject });
        worker.postMessage({ ...message, id: last });
      }),
    end: () => {
      worker.terminate();
      failAll("The query engine was ended.");
    },
  };
}

/** @param {number} milliseconds */
function wait(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
