import { StatusCodes, type Namespace, type UAAlarmConditionEx, type UAObject, type UAVariable } from 'node-opcua';

/** How a condition of one address stands. `acked`: nobody has to look at it any more. Severity 1 to 1000. */
export interface ConditionState { readonly active: boolean; readonly severity: number; readonly text: string; readonly acked: boolean; readonly time: Date }

export type Conditions = ReturnType<typeof opcuaConditions>;

/** The conditions of one running server: an AlarmConditionType under each variable that has ever had one, told through the park's folder and so through the Server object. */
export function opcuaConditions(namespace: Namespace, folder: UAObject) {
  const alarms = new Map<string, UAAlarmConditionEx>();

  function alarmOf(address: string, source: UAVariable): UAAlarmConditionEx {
    const there = alarms.get(address);
    if (there !== undefined) return there;
    folder.addReference({ referenceType: 'HasEventSource', nodeId: source.nodeId });
    const name = `${source.browseName.name} condition`;
    const alarm = namespace.instantiateAlarmCondition('AlarmConditionType', { browseName: name, nodeId: `${address}.condition`, componentOf: source, conditionSource: source, conditionName: name, inputNode: source, optionals: ['ConfirmedState', 'SuppressedState', 'ShelvingState'] });
    alarms.set(address, alarm);
    return alarm;
  }
  return {
    /** Puts a condition into a state, and tells it; retained while it is active or not acknowledged. */
    raise(address: string, source: UAVariable, to: ConditionState): void {
      const alarm = alarmOf(address, source);
      const branch = alarm.currentBranch();
      branch.setActiveState(to.active);
      branch.setAckedState(to.acked);
      alarm.raiseNewCondition({ message: to.text, severity: to.severity, quality: StatusCodes.Good, retain: to.active || !to.acked, time: to.time, receiveTime: new Date() });
    },
    /** A plain event of the folder, which leaves nothing standing. */
    tell(severity: number, text: string): void {
      folder.raiseEvent('BaseEventType', { message: { dataType: 'LocalizedText', value: { text } }, severity: { dataType: 'UInt16', value: severity } });
    },
  };
}
