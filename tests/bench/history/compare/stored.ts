/** What one store made of the same samples. `seconds`: until it said that all is kept; `cpuSeconds`: of its own processes (of ours: of the threads that keep). `bytes`: on the disk afterwards, merged as it does by itself. */
export interface Stored { readonly name: string; readonly samples: number; readonly seconds: number; readonly cpuSeconds: number; readonly bytes: number }
