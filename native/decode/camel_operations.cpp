// SPDX-License-Identifier: Apache-2.0
// The table from CAP operation code to the structures of its argument and result. Left out:
// operations without parameters (continue, continueSMS, disconnectForwardConnection, activityTest).
// Called by camel.cpp.
#include "native/decode/camel.hpp"
#include "native/decode/camel_call.hpp"
#include "native/decode/camel_gprs.hpp"
#include "native/decode/camel_sms.hpp"
#include "native/decode/message.hpp"
#include "native/generated/camel.hpp"

namespace sigwarden::camel_decode {
namespace {

struct Row {
  OperationId id;
  const OperationShape* shape;
};

constexpr Row kRows[] = {
    {OperationId::camel_initialDP, &kOfInitialDp},
    {OperationId::camel_assistRequestInstructions, &kOfAssist},
    {OperationId::camel_establishTemporaryConnection, &kOfTemporaryConnection},
    {OperationId::camel_connectToResource, &kOfConnectToResource},
    {OperationId::camel_connect, &kOfConnect},
    {OperationId::camel_releaseCall, &kOfReleaseCall},
    {OperationId::camel_requestReportBCSMEvent, &kOfRequestReport},
    {OperationId::camel_eventReportBCSM, &kOfEventReport},
    {OperationId::camel_collectInformation, &kOfCollect},
    {OperationId::camel_initiateCallAttempt, &kOfCallAttempt},
    {OperationId::camel_resetTimer, &kOfResetTimer},
    {OperationId::camel_furnishChargingInformation, &kOfFurnish},
    {OperationId::camel_applyCharging, &kOfApplyCharging},
    {OperationId::camel_applyChargingReport, &kOfChargingReport},
    {OperationId::camel_callGap, &kOfCallGap},
    {OperationId::camel_callInformationReport, &kOfInformationReport},
    {OperationId::camel_callInformationRequest, &kOfInformationRequest},
    {OperationId::camel_sendChargingInformation, &kOfSendCharging},
    {OperationId::camel_playAnnouncement, &kOfPlayAnnouncement},
    {OperationId::camel_promptAndCollectUserInformation, &kOfPrompt},
    {OperationId::camel_specializedResourceReport, &kOfResourceReport},
    {OperationId::camel_cancel, &kOfCancel},
    {OperationId::camel_initialDPSMS, &kOfInitialDpSms},
    {OperationId::camel_furnishChargingInformationSMS, &kOfFurnishSms},
    {OperationId::camel_connectSMS, &kOfConnectSms},
    {OperationId::camel_requestReportSMSEvent, &kOfRequestReportSms},
    {OperationId::camel_eventReportSMS, &kOfEventReportSms},
    {OperationId::camel_releaseSMS, &kOfReleaseSms},
    {OperationId::camel_resetTimerSMS, &kOfResetTimer},
    {OperationId::camel_applyChargingGPRS, &kOfApplyChargingGprs},
    {OperationId::camel_applyChargingReportGPRS, &kOfChargingReportGprs},
    {OperationId::camel_cancelGPRS, &kOfPdp},
    {OperationId::camel_connectGPRS, &kOfConnectGprs},
    {OperationId::camel_continueGPRS, &kOfPdp},
    {OperationId::camel_entityReleasedGPRS, &kOfEntityReleasedGprs},
    {OperationId::camel_furnishChargingInformationGPRS, &kOfFurnishGprs},
    {OperationId::camel_initialDPGPRS, &kOfInitialDpGprs},
    {OperationId::camel_releaseGPRS, &kOfReleaseGprs},
    {OperationId::camel_eventReportGPRS, &kOfEventReportGprs},
    {OperationId::camel_requestReportGPRSEvent, &kOfRequestReportGprs},
    {OperationId::camel_resetTimerGPRS, &kOfResetTimer},
    {OperationId::camel_sendChargingInformationGPRS, &kOfSendChargingGprs},
    {OperationId::camel_dFCWithArgument, &kOfDisconnectForward},
    {OperationId::camel_continueWithArgument, &kOfContinue},
    {OperationId::camel_disconnectLeg, &kOfDisconnectLeg},
    {OperationId::camel_moveLeg, &kOfMoveLeg},
    {OperationId::camel_splitLeg, &kOfSplitLeg},
    {OperationId::camel_entityReleased, &kOfEntityReleased},
    {OperationId::camel_playTone, &kOfPlayTone},
};

constexpr uint32_t kCodes = 128;

constexpr std::array<const OperationShape*, kCodes> kShapes = [] {
  std::array<const OperationShape*, kCodes> shapes{};
  for (const Row& row : kRows)
    shapes[static_cast<uint32_t>(row.id) - kCamelFirst] = row.shape;
  return shapes;
}();

constexpr Table kCancelFailedParameter({
    leaf(0x80, Take::number, camel_problem),
    leaf(0x81, Take::number, camel_operation),
});
constexpr Table kCancelFailed({into(0x30, kCancelFailedParameter)});
constexpr Table kRequestedInfoError({leaf(0x0A, Take::number, camel_PAR_requestedInfoError)});
constexpr Table kSystemFailure({leaf(0x0A, Take::number, camel_UnavailableNetworkResource)});
constexpr Table kTaskRefused({leaf(0x0A, Take::number, camel_PAR_taskRefused)});

} // namespace

const OperationShape* shape_of(uint32_t code, Phase phase) {
  if (code == 0 && phase == Phase::early) return &kOfInitialDpEarly;
  return code < kCodes ? kShapes[code] : nullptr;
}

const Structure* error_shape_of(int64_t code) {
  switch (code) {
  case camel::error::cancelFailed: return &kCancelFailed;
  case camel::error::requestedInfoError: return &kRequestedInfoError;
  case camel::error::systemFailure: return &kSystemFailure;
  case camel::error::taskRefused: return &kTaskRefused;
  default: return nullptr;
  }
}

} // namespace sigwarden::camel_decode
