// A bound on the memory of a WebAssembly module (WebAssembly 1.0, sections 5.2.2, 5.3.6 and 5.5.8): it traps there, and the page goes on.

const PAGE = 1 << 16;
const MEMORY_SECTION = 5;

// The module with a memory of at most so many bytes; other sections stay as they are.
export function bounded(module, bytes) {
  let at = 8;
  const number = () => {
    let value = 0, weight = 1, byte;
    do {
      byte = module[at++];
      value += (byte & 127) * weight;
      weight *= 128;
    } while (byte & 128);
    return value;
  };
  while (at < module.length) {
    const start = at, section = module[at++], end = number() + at;
    if (section === MEMORY_SECTION) {
      at += 2; // one memory, and whether it has a maximum
      const limits = [1, 1, ...encoded(number()), ...encoded(Math.ceil(bytes / PAGE))];
      const head = Uint8Array.of(MEMORY_SECTION, ...encoded(limits.length), ...limits);
      return new Blob([module.subarray(0, start), head, module.subarray(end)], { type: "application/wasm" });
    }
    at = end;
  }
  throw new Error("a module without memory");
}

// A number as LEB128.
const encoded = (value) => value < 128 ? [value] : [(value & 127) | 128, ...encoded(Math.floor(value / 128))];
