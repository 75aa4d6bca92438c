import { Cartesian3, Matrix4, OrthographicFrustum, PerspectiveFrustum, type Scene } from '@cesium/engine';
import { horizontalAngle, metresPerPixel, openingAngle, poseOf, type Camera, type Enu, type Viewport } from '#app/map';

const cartesian = ({ east, north, up }: Enu): Cartesian3 => new Cartesian3(east, north, up);
/** Nearest and farthest thing that is drawn, in ranges of the camera: one slice of depth suffices. */
const depth = { near: 0.03, far: 500 } as const;

/** Puts a view of app/map into the library's camera. `frame`: from the park's frame to the earth's middle. */
export function applyCamera(scene: Scene, camera: Camera, viewport: Viewport, frame: Matrix4): void {
  const { eye, forward, up } = poseOf(camera);
  const { width, height } = viewport;
  const direction = Matrix4.multiplyByPointAsVector(frame, cartesian(forward), new Cartesian3());
  const upward = Matrix4.multiplyByPointAsVector(frame, cartesian(up), new Cartesian3());
  const { camera: its } = scene;
  const [near, far] = [Math.max(0.5, camera.range * depth.near), Math.max(30_000, camera.range * depth.far)];
  if (camera.plan) its.frustum = new OrthographicFrustum({ width: metresPerPixel(camera, viewport) * width, aspectRatio: width / height, near, far });
  else its.frustum = new PerspectiveFrustum({ fov: ((width > height ? horizontalAngle(viewport) : openingAngle) * Math.PI) / 180, aspectRatio: width / height, near, far: Math.min(far, near * 19_000) });
  its.setView({ destination: Matrix4.multiplyByPoint(frame, cartesian(eye), new Cartesian3()), orientation: { direction: Cartesian3.normalize(direction, direction), up: Cartesian3.normalize(upward, upward) } });
}
