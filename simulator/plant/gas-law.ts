/** Standard atmosphere in kPa: gauge to absolute. */
export const ATMOSPHERE_KPA = 101.325;
const KELVIN = 273.15;
/** Universal gas constant, J/(mol K). */
const R = 8.314;

/** Gay-Lussac (ideal gas at constant volume): gauge pressure in kPa at `tempC` of a gas that has `gaugeKPa` at `atC`. */
export const gayLussac = (gaugeKPa: number, atC: number, tempC: number): number =>
  (gaugeKPa + ATMOSPHERE_KPA) * ((tempC + KELVIN) / (atC + KELVIN)) - ATMOSPHERE_KPA;

/** Clausius-Clapeyron: gauge pressure in kPa over a boiling liquid at `tempC` which has `gaugeKPa` at `atC`; `heat` is its heat of vaporisation in J/mol. */
export const clausiusClapeyron = (gaugeKPa: number, atC: number, heat: number, tempC: number): number =>
  (gaugeKPa + ATMOSPHERE_KPA) * Math.exp((heat / R) * (1 / (atC + KELVIN) - 1 / (tempC + KELVIN))) - ATMOSPHERE_KPA;
