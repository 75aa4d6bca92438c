import { buildModuleUrl, CesiumWidget, Ion, RequestScheduler } from '@cesium/engine';
import type { Profile } from '../profile.ts';

/** The parts of a scene that the library has and its typings leave out. */
interface Untyped { readonly pickTranslucentDepth: boolean; farToNearRatio: number }

/**
 * A globe without a globe: an empty scene that draws only when it is asked to, without sky, mist or shadows, and asks nothing of anybody outside (SCN-02). Its own way of moving the camera is off: the camera is
 * app/map's, the same as the plan's.
 */
export function openWidget(host: HTMLElement, profile: Profile): CesiumWidget {
  (buildModuleUrl as unknown as { setBaseUrl(url: string): void }).setBaseUrl('/cesium/');
  Ion.defaultAccessToken = '';
  RequestScheduler.requestsByServer = {};
  const widget = new CesiumWidget(host, {
    globe: false, skyBox: false, skyAtmosphere: false, baseLayer: false, shadows: false, showRenderLoopErrors: false, useDefaultRenderLoop: false, shouldAnimate: false,
    requestRenderMode: true, maximumRenderTimeChange: Infinity, msaaSamples: profile.samples, orderIndependentTranslucency: false, useBrowserRecommendedResolution: false,
    creditContainer: document.createElement('div'), creditViewport: document.createElement('div'),
    contextOptions: { webgl: { alpha: false, antialias: false, stencil: false, powerPreference: 'high-performance', preserveDrawingBuffer: false } },
  });
  const { scene } = widget;
  widget.resolutionScale = profile.scale;
  scene.screenSpaceCameraController.enableInputs = false;
  scene.logarithmicDepthBuffer = false;
  (scene as unknown as Untyped).farToNearRatio = 20_000;
  scene.fog.enabled = false;
  scene.highDynamicRange = false;
  scene.useDepthPicking = false;
  scene.pickTranslucentDepth = false;
  scene.postProcessStages.fxaa.enabled = false;
  for (const body of [scene.sun, scene.moon]) if (body) body.show = false;
  return widget;
}
